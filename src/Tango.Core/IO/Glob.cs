using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Tango.IO;

/// <summary>Finds files by patterns like <c>data/**/*.csv</c>: <c>*</c> and <c>?</c> match characters within one name, <c>**</c> any number of folders.</summary>
internal static class Glob
{
    /// <summary>Whether a text is a pattern instead of a path or name.</summary>
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>Whether a name matches a pattern without folders, ignoring case.</summary>
    /// <param name="pattern">The pattern, or a plain name.</param>
    public static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    /// <summary>Whether <see cref="Files"/> would find a file with a given path.</summary>
    /// <param name="pattern">The pattern, or a path.</param>
    /// <param name="path">The file's path, relative to the same folder as the pattern; with <c>/</c>.</param>
    public static bool MatchesPath(string pattern, string path) =>
        MatchesPath(SegmentsOf(pattern), path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a folder may contain files that match a pattern.</summary>
    /// <param name="pattern">The pattern, or a path.</param>
    /// <param name="folder">The folder's path, relative to the same folder as the pattern; with <c>/</c>.</param>
    public static bool MayFindIn(string pattern, string folder) => MayFindIn(SegmentsOf(pattern), folder.Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a name matches any of several patterns, ignoring case.</summary>
    /// <param name="patterns">The patterns, or plain names.</param>
    public static bool MatchesAny(ImmutableArray<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (Matches(pattern, name))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The full paths of the files that match a pattern, in ordinal order. Names are compared as file systems of this operating system do, and returned as they are on the disk. Hidden
    /// files and folders are left out unless the pattern names them.
    /// </summary>
    /// <param name="directory">The folder that relative patterns start from.</param>
    /// <param name="pattern">The pattern; <c>/</c> and <c>\</c> both separate folders.</param>
    public static IReadOnlyList<string> Files(string directory, string pattern) => Find(directory, pattern, new GlobWalk(PathComparison.IgnoresCase));

    /// <summary>The same, whatever the case of letters. Folders that cannot be read count as empty.</summary>
    public static IReadOnlyList<string> FilesInAnyCase(string directory, string pattern) => Find(directory, pattern, new GlobWalk(ignoreCase: true) { SkipsUnreadable = true });

    private static IReadOnlyList<string> Find(string directory, string pattern, GlobWalk walk)
    {
        var segments = SegmentsOf(pattern);
        var root = Path.IsPathFullyQualified(pattern) ? Path.GetPathRoot(pattern)! : directory;
        var rootSegments = root == directory ? 0 : root.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Length;
        walk.Walk(Path.GetFullPath(root), segments.AsSpan(rootSegments));
        return [.. walk.Found];
    }

    /// <summary>Whether a name matches a segment of a pattern without <c>**</c>.</summary>
    internal static bool Fits(string pattern, string name, bool ignoreCase) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase) && (name[0] != '.' || pattern[0] == '.');

    private static string[] SegmentsOf(string pattern) => pattern.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool MatchesPath(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty || path.IsEmpty)
            return pattern.IsEmpty && path.IsEmpty;

        if (pattern[0] != "**")
            return Fits(pattern[0], path[0]) && MatchesPath(pattern[1..], path[1..]);

        var rest = pattern.Length == 1 ? new[] { "*" } : pattern[1..];
        return MatchesPath(rest, path) || (path[0][0] != '.' && MatchesPath(pattern, path[1..]));
    }

    private static bool MayFindIn(ReadOnlySpan<string> pattern, ReadOnlySpan<string> folder)
    {
        if (pattern.IsEmpty || folder.IsEmpty)
            return !pattern.IsEmpty;

        return pattern[0] != "**"
            ? Fits(pattern[0], folder[0]) && MayFindIn(pattern[1..], folder[1..])
            : (folder[0][0] != '.' && MayFindIn(pattern, folder[1..])) || MayFindIn(pattern[1..], folder);
    }

    private static bool Fits(string pattern, string name) => Fits(pattern, name, PathComparison.IgnoresCase);
}
