namespace Tango.IO;

/// <summary>Looks for the files of a pattern in the folders of a disk.</summary>
/// <param name="ignoreCase">Whether names that differ only in case match.</param>
internal sealed class GlobWalk(bool ignoreCase)
{
    /// <summary>Whether folders that this user may not list count as empty; otherwise they are an error.</summary>
    public bool SkipsUnreadable { get; init; }

    /// <summary>The full paths of the files, and those of names that are not UTF-8, so that the caller reports them; in ordinal order.</summary>
    public SortedSet<string> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>Looks in one folder.</summary>
    /// <param name="directory">Its full path.</param>
    /// <param name="segments">The pattern from there, by its separators.</param>
    public void Walk(string directory, ReadOnlySpan<string> segments)
    {
        if (segments.IsEmpty || !Directory.Exists(directory))
        {
            if (FileName.IsUnreadable(directory))
                Found.Add(directory);

            return;
        }

        var first = segments[0];
        var rest = segments[1..];
        if (first == "**")
        {
            WalkTree(directory, new FollowedLinks(directory), segments);
        }
        else if (rest.IsEmpty)
        {
            AddFiles(directory, first);
        }
        else if (IsPath(first))
        {
            Walk(Path.GetFullPath(Path.Combine(directory, first)), rest);
        }
        else
        {
            foreach (var child in Children(directory, first))
                Walk(child, rest);
        }
    }

    // '**' matches no folder, or one folder followed by '**'.
    private void WalkTree(string directory, FollowedLinks links, ReadOnlySpan<string> segments)
    {
        var rest = segments[1..];
        Walk(directory, rest.IsEmpty ? new[] { "*" } : rest);
        foreach (var child in Children(directory, "*"))
        {
            if (FileName.IsUnreadable(child))
                Found.Add(child);
            else if (links.Enter(Path.GetFileName(child)) is { } additional)
                WalkTree(child, additional, segments);
        }
    }

    private void AddFiles(string directory, string name)
    {
        if (IsPath(name))
        {
            var path = Path.Combine(directory, name);
            if (File.Exists(path))
                Found.Add(path);

            return;
        }

        foreach (var path in Directory.EnumerateFiles(directory, "*", Listing))
        {
            if (Fits(name, Path.GetFileName(path)))
                Found.Add(path);
        }
    }

    // What .NET does without options, but for folders that are not readable.
    private EnumerationOptions Listing => new() { MatchType = MatchType.Win32, AttributesToSkip = 0, IgnoreInaccessible = SkipsUnreadable };

    // Where case does not matter, only the folder knows how a name is written.
    private bool IsPath(string segment) => !Glob.IsPattern(segment) && (!ignoreCase || segment is "." or "..");

    private IEnumerable<string> Children(string directory, string pattern)
    {
        foreach (var child in Directory.EnumerateDirectories(directory, "*", Listing))
        {
            if (Fits(pattern, Path.GetFileName(child)))
                yield return child;
        }
    }

    private bool Fits(string pattern, string name) => Glob.Fits(pattern, name, ignoreCase);
}
