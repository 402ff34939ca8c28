namespace Tango.IO;

/// <summary>
/// Finds links among the parent folders of a file, before a build writes or deletes it: files behind a link of the user may belong to another project, and may be sources. Links
/// above the folders of the build (its project, its output) are the user's arrangement of the disk, and are ignored.
/// </summary>
internal sealed class FolderLinks
{
    private readonly string _projectDirectory;
    private readonly IReadOnlyList<string> _outputFolders;

    /// <param name="projectDirectory">The project's folder, full path.</param>
    /// <param name="outputFolders">Additional output folders of the build, full paths.</param>
    public FolderLinks(string projectDirectory, IReadOnlyList<string> outputFolders)
    {
        _projectDirectory = Path.TrimEndingDirectorySeparator(projectDirectory) + Path.DirectorySeparatorChar;
        _outputFolders = [.. outputFolders.Select(Path.TrimEndingDirectorySeparator)];
    }

    /// <summary>The first parent folder of a file that is a link (on Windows also a junction); null if there is none.</summary>
    /// <param name="path">The file's full path. Whether it is a link itself makes no difference: replacing or deleting it does not change its target.</param>
    public string? Find(string path)
    {
        var start = StartOf(path);
        string? found = null;
        for (var folder = Path.GetDirectoryName(path); folder is not null && folder.Length > start.Length; folder = Path.GetDirectoryName(folder))
        {
            if (IsLink(folder))
                found = folder;
        }

        return found;
    }

    /// <summary>The real path of a file behind exactly one link; null if there is no link, or more than one.</summary>
    /// <param name="path">The file's full path.</param>
    public string? FindOther(string path) =>
        Find(path) is { } link && Path.GetFullPath(Path.Join(TargetOf(link), path[link.Length..]), Path.GetDirectoryName(link)!) is var other && Find(other) is null
            ? other
            : null;

    /// <summary>Whether a path is a link, to a file, to a folder, or dangling.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsLink(string path) => FileStatus.ReadLink(path).Kind == FileKind.Link;

    /// <summary>The target in a link; null if the path is not a link.</summary>
    /// <param name="path">Full path.</param>
    public static string? TargetOf(string path) => new DirectoryInfo(path).LinkTarget ?? new FileInfo(path).LinkTarget;

    /// <summary>Removes a link, not its target. Other files stay.</summary>
    /// <param name="path">Full path.</param>
    public static void Remove(string path)
    {
        if (!IsLink(path))
            return;

        // Only on Windows is a link to a folder a folder.
        if (OperatingSystem.IsWindows() && (File.GetAttributes(path) & FileAttributes.Directory) != 0)
            FileChange.DeleteEmptyFolder(path);
        else
            FileChange.Delete(path);
    }

    private string StartOf(string path)
    {
        var start = SharedFolder(path);
        foreach (var folder in _outputFolders)
        {
            if (folder.Length > start.Length && PathComparison.IsIn(path, folder))
                start = folder;
        }

        return start;
    }

    // The deepest folder that contains both the file and the project. If there is none, the first folder: a link there, like /tmp on macOS, belongs to the system.
    private string SharedFolder(string path)
    {
        var end = Path.GetPathRoot(path)!.Length;
        for (var next = path.IndexOf(Path.DirectorySeparatorChar, end); next >= 0; next = path.IndexOf(Path.DirectorySeparatorChar, end))
        {
            var isFirst = end == Path.GetPathRoot(path)!.Length;
            if (!isFirst && !_projectDirectory.StartsWith(path[..(next + 1)], PathComparison.Kind))
                break;

            end = next + 1;
        }

        return Path.TrimEndingDirectorySeparator(path[..end]);
    }
}
