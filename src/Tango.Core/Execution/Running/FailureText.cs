using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Tango.Diagnostics;
using Tango.Execution.Commands;
using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>Describes an exception for the step's author: the message, and the position in the author's own code. Never throws, even if the exception's members do.</summary>
internal static class FailureText
{
    /// <summary>The exception's message, its type if the message alone is not clear, and the first frame of user code as <c>file(line)</c>.</summary>
    /// <param name="mask">Replaces secrets in the message; null: none.</param>
    public static string Format(Exception exception, SecretMask? mask = null)
    {
        var cause = CauseOf(exception);
        if (cause is CommandException)
        {
            // Only the outcome of the command is described: the exception is an internal detail.
            return cause.ToString();
        }

        return $"{cause.GetType().Name}: {PrintableText.Line(TextLimits.Cut(MessageOf(cause, mask ?? SecretMask.None), TextLimits.MaxMessage))}{FrameOf(cause)}";
    }

    /// <summary>The whole text of an exception, for the log.</summary>
    public static string Whole(Exception exception) => Try(exception.ToString) ?? Format(exception);

    // Exceptions that only wrap others have no information for the author.
    private static Exception CauseOf(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => CauseOf(only),
        TargetInvocationException { InnerException: { } inner } => CauseOf(inner),
        TypeInitializationException { InnerException: { } inner } => CauseOf(inner),
        _ => exception,
    };

    // Before anything in the message is changed: only a whole secret is recognized.
    private static string MessageOf(Exception exception, SecretMask mask) => Try(() => mask.Apply(exception.Message))?.Trim().TrimEnd('.') ?? "it has no message";

    private static string FrameOf(Exception exception) => Try(() => FindFrame(exception)) ?? "";

    private static string? FindFrame(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { Length: > 0 } file && frame.GetMethod()?.Module.Assembly != typeof(FailureText).Assembly)
                return string.Create(CultureInfo.InvariantCulture, $", at {file}({frame.GetFileLineNumber()})");
        }

        return null;
    }

    // Message, StackTrace and ToString are virtual: they are user code, which may fail as well.
    private static string? Try(Func<string?> text)
    {
        try
        {
            return text();
        }
        catch (Exception)
        {
            return null;
        }
    }
}
