using System.Diagnostics;
using System.Globalization;

namespace Tango.Execution;

/// <summary>Says of an exception what its step's author needs first: the message, and the place in the author's own code.</summary>
internal static class FailureText
{
    /// <summary>The exception's message, its type where the message alone would not tell, and the first frame of user code as <c>file(line)</c>.</summary>
    public static string Of(Exception exception)
    {
        var cause = exception is AggregateException { InnerExceptions.Count: 1 } aggregate ? aggregate.InnerExceptions[0] : exception;
        var message = cause.Message.Trim().TrimEnd('.');
        return $"{cause.GetType().Name}: {message}{Frame(cause)}";
    }

    private static string Frame(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { Length: > 0 } file && frame.GetMethod()?.Module.Assembly != typeof(FailureText).Assembly)
            {
                return string.Create(CultureInfo.InvariantCulture, $", at {file}({frame.GetFileLineNumber()})");
            }
        }

        return "";
    }
}
