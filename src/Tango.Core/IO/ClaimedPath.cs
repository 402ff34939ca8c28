namespace Tango.IO;

/// <summary>A path that a build is about to write or delete: a file, a folder with everything below it, or the files of a pattern below a folder.</summary>
/// <param name="Root">The full path of the file or folder, or of the folder that the pattern is relative to.</param>
/// <param name="Pattern">The pattern, relative to the root, with <c>/</c>; empty for the file or folder itself.</param>
internal sealed record ClaimedPath(string Root, string Pattern = "")
{
    private const string EveryFile = "**";

    /// <summary>A folder with everything below it.</summary>
    public static ClaimedPath Folder(string path) => new(Path.TrimEndingDirectorySeparator(path), EveryFile);

    /// <summary>Whether two may contain the same file, or one a file where the other needs a folder. For two patterns only their folders are compared.</summary>
    public bool Overlaps(ClaimedPath other) => IsIn(other) || other.IsIn(this);

    private bool IsIn(ClaimedPath other)
    {
        if (!PathComparison.IsIn(Root, other.Root))
            return false;

        var below = Path.GetRelativePath(other.Root, Root).Replace(Path.DirectorySeparatorChar, '/');
        return other.Pattern switch
        {
            "" or EveryFile => true,
            _ when below == "." => true,
            var pattern when Pattern.Length == 0 => Glob.MatchesPath(pattern, below),
            var pattern => Glob.MayFindIn(pattern, below),
        };
    }
}
