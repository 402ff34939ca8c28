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

    /// <summary>The full paths of the files that match a pattern, in ordinal order. Hidden files and folders are left out unless the pattern names them.</summary>
    /// <param name="directory">The folder that relative patterns start from.</param>
    /// <param name="pattern">The pattern; <c>/</c> and <c>\</c> both separate folders.</param>
    public static IReadOnlyList<string> Files(string directory, string pattern)
    {
        var segments = SegmentsOf(pattern);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var root = Path.IsPathFullyQualified(pattern) ? Path.GetPathRoot(pattern)! : directory;
        var rootSegments = root == directory ? 0 : root.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Length;
        Walk(Path.GetFullPath(root), segments.AsSpan(rootSegments), found);
        return [.. found];
    }

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

    private static void Walk(string directory, ReadOnlySpan<string> segments, SortedSet<string> found)
    {
        if (segments.IsEmpty || !Directory.Exists(directory))
        {
            if (FileName.IsUnreadable(directory))
            {
                // The folder cannot be read: it is added as a result, so that the caller reports it.
                found.Add(directory);
            }

            return;
        }

        var first = segments[0];
        var rest = segments[1..];
        if (first == "**")
        {
            WalkTree(directory, segments, found);
        }
        else if (rest.IsEmpty)
        {
            AddFiles(directory, first, found);
        }
        else if (!IsPattern(first))
        {
            Walk(Path.GetFullPath(Path.Combine(directory, first)), rest, found);
        }
        else
        {
            foreach (var child in Children(directory, first))
                Walk(child, rest, found);
        }
    }

    private static void WalkTree(string directory, ReadOnlySpan<string> segments, SortedSet<string> found) => WalkTree(directory, new FollowedLinks(directory), segments, found);

    // '**' matches no folder, or one folder followed by '**'.
    private static void WalkTree(string directory, FollowedLinks links, ReadOnlySpan<string> segments, SortedSet<string> found)
    {
        var rest = segments[1..];
        Walk(directory, rest.IsEmpty ? new[] { "*" } : rest, found);
        foreach (var child in Children(directory, "*"))
        {
            if (FileName.IsUnreadable(child))
                found.Add(child);
            else if (links.Enter(Path.GetFileName(child)) is { } additional)
                WalkTree(child, additional, segments, found);
        }
    }

    private static void AddFiles(string directory, string name, SortedSet<string> found)
    {
        if (!IsPattern(name))
        {
            var path = Path.Combine(directory, name);
            if (File.Exists(path))
                found.Add(path);

            return;
        }

        foreach (var path in Directory.EnumerateFiles(directory))
        {
            if (Fits(name, Path.GetFileName(path)))
                found.Add(path);
        }
    }

    private static IEnumerable<string> Children(string directory, string pattern)
    {
        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            if (Fits(pattern, Path.GetFileName(child)))
                yield return child;
        }
    }

    private static bool Fits(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false) && (name[0] != '.' || pattern[0] == '.');
}
