using System.Text;

namespace Tango.Execution.Running;

/// <summary>
/// Shortens the text of an exception for the author of a step: below the frames of the step's own code are those of Tango, which called it, and of reflection. They are the same for
/// each failure, and are left out.
/// </summary>
internal static class StackText
{
    private const string Frame = "   at ";
    private const string Rethrown = "--- End of stack trace from previous location ---";

    private static readonly string[] Reflection =
        ["System.Reflection.", "System.RuntimeMethodHandle.", "System.RuntimeType.", "System.Activator.", "System.Runtime.CompilerServices.", "InvokeStub_"];

    /// <summary>The text of an exception, with those of its inner ones, without these frames. A stack of such frames alone stays: Tango itself failed.</summary>
    public static string WithoutCallers(string text)
    {
        var kept = new StringBuilder(text.Length);
        var stack = new List<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Frame, StringComparison.Ordinal) || line.SequenceEqual(Rethrown))
            {
                stack.Add(line.ToString());
                continue;
            }

            Flush(kept, stack);
            kept.Append(line).Append('\n');
        }

        Flush(kept, stack);
        kept.Length--;
        return kept.ToString();
    }

    private static void Flush(StringBuilder kept, List<string> stack)
    {
        var end = stack.FindLastIndex(line => !IsCaller(line)) + 1;
        foreach (var line in end == 0 ? stack : stack.Take(end))
            kept.Append(line).Append('\n');

        stack.Clear();
    }

    private static bool IsCaller(string line) =>
        line == Rethrown || Array.Exists(Reflection, caller => line.AsSpan(Frame.Length).StartsWith(caller, StringComparison.Ordinal)) || IsOfTango(line[Frame.Length..]);

    // A namespace is not enough: users may have step classes in one of the same name.
    private static bool IsOfTango(string frame)
    {
        if (!frame.StartsWith("Tango.", StringComparison.Ordinal))
            return false;

        var name = frame.Split('(')[0];
        while (name.LastIndexOf('.') is var dot and > 0)
        {
            name = name[..dot];
            if (typeof(StackText).Assembly.GetType(name) is not null)
                return true;
        }

        return false;
    }
}
