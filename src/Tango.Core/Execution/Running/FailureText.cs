using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tango.Diagnostics;
using Tango.Execution.Commands;
using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>Describes an exception for the step's author: the message, and the position in the author's own code. Never throws, even if the exception's members do.</summary>
internal static class FailureText
{
    private static readonly ConditionalWeakTable<Exception, Texts> Prepared = [];

    /// <summary>Makes both texts of an exception, for whoever asks for them later: the members of an exception are the user's code, and may take any time.</summary>
    /// <param name="mask">Replaces secrets in the texts.</param>
    public static void Prepare(Exception exception, SecretMask mask) =>
        Prepared.AddOrUpdate(exception, new(Describe(exception, mask), TextLimits.Cut(mask.Apply(DescribeWhole(exception, mask)), TextLimits.MaxText), FrameOf(CauseOf(exception))));

    /// <summary>The exception's message, its type if the message alone is not clear, and the first frame of user code as <c>file(line)</c>.</summary>
    /// <param name="mask">Replaces secrets in the message; null: none.</param>
    public static string Format(Exception exception, SecretMask? mask = null) =>
        Prepared.TryGetValue(exception, out var texts) ? texts.Line : Describe(exception, mask ?? SecretMask.None);

    /// <summary>The whole text of an exception, for the log.</summary>
    public static string Whole(Exception exception) => Prepared.TryGetValue(exception, out var texts) ? texts.Whole : DescribeWhole(exception, SecretMask.None);

    /// <summary>The first frame of user code; null if there is none.</summary>
    public static SourceFrame? Frame(Exception exception) => Prepared.TryGetValue(exception, out var texts) ? texts.Frame : FrameOf(CauseOf(exception));

    private static string Describe(Exception exception, SecretMask mask)
    {
        var cause = CauseOf(exception);
        if (cause is CommandException)
        {
            // Only the outcome of the command is described: the exception is an internal detail.
            return cause.ToString();
        }

        return $"{cause.GetType().Name}: {PrintableText.Line(TextLimits.Cut(MessageOf(cause, mask), TextLimits.MaxMessage))}{(FrameOf(cause) is { } frame ? TextLimits.Format($", at {frame.File}({frame.Line})") : "")}";
    }

    private static string DescribeWhole(Exception exception, SecretMask mask) =>
        Try(() => StackText.WithoutCallers(InnerExceptions.AreFew(exception) ? exception.ToString() : InnerExceptions.Outline(exception))) ?? Describe(exception, mask);

    // Exceptions that only wrap others have no information for the author.
    private static Exception CauseOf(Exception exception)
    {
        while (OnlyIn(exception) is { } inner)
            exception = inner;

        return exception;
    }

    private static Exception? OnlyIn(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => only,
        TargetInvocationException or TypeInitializationException => exception.InnerException,
        _ => null,
    };

    // Before anything in the message is changed: only a whole secret is recognized.
    private static string MessageOf(Exception exception, SecretMask mask) => Try(() => mask.Apply(MessageOf(exception)))?.Trim().TrimEnd('.') ?? "it has no message";

    private static string MessageOf(Exception exception) => exception is AggregateException && !InnerExceptions.AreFew(exception) ? "there are too many or too long inner exceptions to show them" : exception.Message;

    private static SourceFrame? FrameOf(Exception exception) => Try(() => FindFrame(exception));

    private static SourceFrame? FindFrame(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { Length: > 0 } file && frame.GetMethod()?.Module.Assembly != typeof(FailureText).Assembly)
                return new SourceFrame(file, frame.GetFileLineNumber());
        }

        return null;
    }

    // Message, StackTrace and ToString are virtual: they are user code, which may fail as well.
    private static T? Try<T>(Func<T?> text)
        where T : class
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

    private sealed record Texts(string Line, string Whole, SourceFrame? Frame);
}
