using System.Globalization;

namespace Tango.Diagnostics;

/// <summary>Lists of names in messages. A pipeline may have thousands of steps: the first names are shown, and how many more there are.</summary>
internal static class NameList
{
    /// <summary>How many names a list shows.</summary>
    public const int MaxShown = 20;

    private const string Arrow = " → ";

    /// <summary>The names: <c>a, b, c and 990 more</c>.</summary>
    /// <param name="separator">The text between two names.</param>
    /// <param name="max">How many are shown.</param>
    public static string Join<T>(IReadOnlyCollection<T> names, string separator = ", ", int max = MaxShown) => names.Count <= max
        ? string.Join(separator, names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(separator, names.Take(max))} and {names.Count - max} more");

    /// <summary>The names in quotation marks: <c>'a', 'b' and 990 more</c>.</summary>
    public static string Quote(IEnumerable<string> names, string separator = ", ") => Join([.. names.Select(name => $"'{name}'")], separator);

    /// <summary>The names as a path from the first to the last: <c>a → b → … 990 more … → z</c>.</summary>
    public static string Path(IReadOnlyList<string> names)
    {
        if (names.Count <= MaxShown)
            return string.Join(Arrow, names);

        var shown = MaxShown / 2;
        var left = string.Create(CultureInfo.InvariantCulture, $"… {names.Count - 2 * shown} more …");
        return string.Join(Arrow, [.. names.Take(shown), left, .. names.Skip(names.Count - shown)]);
    }
}
