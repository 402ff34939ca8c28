namespace Tango.IO;

/// <summary>How paths are usually compared on this operating system.</summary>
internal static class PathComparison
{
    /// <summary>Compares two paths.</summary>
    public static StringComparison Kind { get; } = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether names that differ only in case are the same.</summary>
    public static bool IgnoresCase => Kind == StringComparison.OrdinalIgnoreCase;

    /// <summary>The same, for sets of paths.</summary>
    public static StringComparer Comparer { get; } = StringComparer.FromComparison(Kind);

    /// <summary>Whether a path is a folder, or below it.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="folder">The folder, full path.</param>
    public static bool IsIn(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return !Path.IsPathRooted(relative) && !relative.Split(Path.DirectorySeparatorChar)[0].Equals("..", StringComparison.Ordinal);
    }
}
