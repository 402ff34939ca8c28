using System.Buffers;
using System.Text;

namespace Tango.Graph.Binding;

/// <summary>The rule for names of steps.</summary>
internal static class StepNameRule
{
    // Each of these has a meaning in a reference, a list, a glob or a path.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(";[]{}/\\*?:\"'<>|,=");

    // As for file names, which they are in logs and records.
    private const int MaxBytes = 255;

    /// <summary>The error of a name; null if there is none.</summary>
    public static string? Problem(string name)
    {
        if (name.Length == 0 || string.IsNullOrWhiteSpace(name))
            return "it is empty";

        if (name is "." or "..")
            return "it is the name of a folder in every folder";

        if (Encoding.UTF8.GetByteCount(name) is > MaxBytes and var bytes)
            return $"it has {bytes} bytes in UTF-8, more than {MaxBytes}";

        var at = name.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0)
            return $"it contains '{name[at]}'";

        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
                return "it contains a control character";

            if (rune == Rune.ReplacementChar)
                return "it contains U+FFFD or half of a surrogate pair";
        }

        return null;
    }
}
