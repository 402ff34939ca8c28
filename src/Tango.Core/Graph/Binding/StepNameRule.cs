using System.Buffers;

namespace Tango.Graph.Binding;

/// <summary>The rule for names of steps.</summary>
internal static class StepNameRule
{
    // Each of these has a meaning in a reference, a list, a glob or a path.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(";[]{}/\\*?:\"'<>|,=");

    /// <summary>The error of a name; null if there is none.</summary>
    public static string? Problem(string name)
    {
        if (name.Length == 0 || string.IsNullOrWhiteSpace(name))
            return "it is empty";

        var at = name.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0)
            return $"it contains '{name[at]}'";

        foreach (var character in name)
        {
            if (char.IsControl(character))
                return "it contains a control character";
        }

        return null;
    }
}
