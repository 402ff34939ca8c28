using System.Buffers;

namespace Tango.Graph;

/// <summary>What a step may be called.</summary>
internal static class StepNameRule
{
    // Each of these means something in a reference, a list, a glob or a path.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(";[]{}/\\*?:\"'<>|,=");

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? Problem(string name)
    {
        if (name.Length == 0 || string.IsNullOrWhiteSpace(name))
        {
            return "it is empty";
        }

        var at = name.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0)
        {
            return $"it holds '{name[at]}'";
        }

        foreach (var character in name)
        {
            if (char.IsControl(character))
            {
                return "it holds a control character";
            }
        }

        return null;
    }
}
