using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Tango.Execution.Commands;

namespace Tango.Execution;

/// <summary>Says of an exception what its step's author needs first: the message, and the place in the author's own code. Never throws, whatever the exception does.</summary>
internal static class FailureText
{
    /// <summary>The exception's message, its type where the message alone would not tell, and the first frame of user code as <c>file(line)</c>.</summary>
    public static string Of(Exception exception)
    {
        var cause = CauseOf(exception);
        if (cause is CommandException)
        {
            // It is told as what became of the command; that it is an exception is ours.
            return cause.ToString();
        }

        return $"{cause.GetType().Name}: {MessageOf(cause)}{FrameOf(cause)}";
    }

    /// <summary>All there is to say of an exception, for the log.</summary>
    public static string Whole(Exception exception) => Try(exception.ToString) ?? Of(exception);

    // What only wraps says nothing that its author could use.
    private static Exception CauseOf(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => CauseOf(only),
        TargetInvocationException { InnerException: { } inner } => CauseOf(inner),
        TypeInitializationException { InnerException: { } inner } => CauseOf(inner),
        _ => exception,
    };

    private static string MessageOf(Exception exception) => Try(() => exception.Message)?.Trim().TrimEnd('.') ?? "it has no message";

    private static string FrameOf(Exception exception) => Try(() => FindFrame(exception)) ?? "";

    private static string? FindFrame(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { Length: > 0 } file && frame.GetMethod()?.Module.Assembly != typeof(FailureText).Assembly)
            {
                return string.Create(CultureInfo.InvariantCulture, $", at {file}({frame.GetFileLineNumber()})");
            }
        }

        return null;
    }

    // Message, StackTrace and ToString are virtual: code of the step's author, which may fail as well.
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
