using Tango.IO;

namespace Tango.Steps.Commands;

/// <summary>Finds the outputs of a command in the project. Does not open files or follow links.</summary>
internal sealed class OutputSearch
{
    private readonly string _baseDirectory;
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);

    /// <param name="baseDirectory">The project's folder, full path.</param>
    public OutputSearch(string baseDirectory) => _baseDirectory = baseDirectory;

    /// <summary>Everything in a folder, and the folder itself.</summary>
    /// <param name="path">Its path relative to the project's folder.</param>
    public FoundOutputs InFolder(string path)
    {
        var folder = Path.GetFullPath(path, _baseDirectory);
        if (FileStatus.ReadLink(folder).Kind != FileKind.Directory)
        {
            // A link to a folder: its files are somewhere else.
            return FileStatus.ReadLink(folder).Kind == FileKind.Link ? new([folder], []) : FoundOutputs.None;
        }

        _folders.Add(folder);
        foreach (var found in FolderWalk.Below(folder))
            (found.Kind == FileKind.Directory ? _folders : _files).Add(found.Path);

        return new([.. _files], [.. _folders]);
    }

    /// <summary>The files and links that a pattern matches, the empty folders that it matches, and the folders that contain them, starting with the pattern's own.</summary>
    /// <param name="pattern">Relative to the project's folder.</param>
    /// <param name="folder">The pattern's own folder: its part without wildcards.</param>
    public FoundOutputs ByPattern(string pattern, string folder)
    {
        var start = Path.GetFullPath(folder, _baseDirectory);
        if (!Directory.Exists(start))
            return FoundOutputs.None;

        foreach (var found in FolderWalk.Below(start, below => Glob.MayFindIn(pattern, RelativePath(below))))
        {
            if (!Glob.MatchesPath(pattern, RelativePath(found.Path)))
                continue;

            if (found.Kind != FileKind.Directory)
            {
                _files.Add(found.Path);
                AddFolders(Path.GetDirectoryName(found.Path)!, start);
            }
            else if (!Directory.EnumerateFileSystemEntries(found.Path).Any())
            {
                AddFolders(found.Path, start);
            }
        }

        return new([.. _files], [.. _folders]);
    }

    // Not the project's folder.
    private void AddFolders(string innermost, string outermost)
    {
        for (var folder = innermost; folder.Length >= outermost.Length && folder != _baseDirectory && _folders.Add(folder); folder = Path.GetDirectoryName(folder)!)
        {
        }
    }

    private string RelativePath(string path) => Path.GetRelativePath(_baseDirectory, path).Replace(Path.DirectorySeparatorChar, '/');
}
