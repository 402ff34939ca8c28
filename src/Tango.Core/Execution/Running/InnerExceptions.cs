using System.Text;
using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>
/// The exceptions inside an exception. .NET makes the text of all of them recursively and in one piece: with some ten thousand that overflows the stack, which ends the process,
/// and with long messages it fills the memory.
/// </summary>
internal static class InnerExceptions
{
    private const int MaxCount = 100;
    private const int MaxShown = 10;
    private const long MaxCharacters = 1_000_000;

    /// <summary>Whether .NET can make the text of an exception with all inner ones.</summary>
    /// <exception cref="Exception">A message is the user's code, which may throw anything.</exception>
    public static bool AreFew(Exception exception)
    {
        var (count, length) = (0, 0L);
        foreach (var found in AllIn(exception))
        {
            length += MessageOf(found).Length;
            if (++count > MaxCount || length > MaxCharacters)
                return false;
        }

        return true;
    }

    /// <summary>Types and messages of the first ones, and where the outermost was thrown.</summary>
    /// <exception cref="Exception">A message is the user's code, which may throw anything.</exception>
    public static string Outline(Exception exception)
    {
        var text = new StringBuilder();
        foreach (var found in AllIn(exception).Take(MaxShown))
            text.Append(found.GetType()).Append(": ").Append(TextLimits.Cut(MessageOf(found), TextLimits.MaxMessage)).Append('\n');

        return text.Append("… (inner exceptions and parts of messages are left out)\n").Append(exception.StackTrace).ToString();
    }

    // Outer ones first.
    private static IEnumerable<Exception> AllIn(Exception exception)
    {
        var open = new Stack<Exception>([exception]);
        while (open.TryPop(out var next))
        {
            yield return next;
            if (next is AggregateException { InnerExceptions: var several })
            {
                foreach (var inner in several.Take(MaxCount).Reverse())
                    open.Push(inner);
            }
            else if (next.InnerException is { } inner)
            {
                open.Push(inner);
            }
        }
    }

    // The message of an aggregate is made of those of its inner ones.
    private static string MessageOf(Exception exception) => exception is AggregateException { InnerExceptions.Count: var count }
        ? TextLimits.Format($"{count} exceptions")
        : exception.Message ?? "";
}
