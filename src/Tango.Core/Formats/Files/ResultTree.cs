using Tango.IO;

namespace Tango.Formats.Files;

/// <summary>The files, folders and links that a step wrote, as a tree that can be stored and restored unchanged. Anything else is refused before a file is opened.</summary>
internal sealed class ResultTree
{
    // Fewer files are copied before threads have started.
    private const int Many = 64;

    private readonly string _root;
    private readonly SortedDictionary<string, ResultTreeEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _pathByFolded = new(StringComparer.Ordinal);

    private ResultTree(string root) => _root = root;

    /// <summary>Everything below a folder.</summary>
    /// <param name="root">Full path.</param>
    /// <exception cref="ResultNotStorableException">Something in it cannot be stored.</exception>
    public static ResultTree Below(string root)
    {
        var tree = new ResultTree(root);
        foreach (var found in FolderWalk.Below(root))
            tree.Add(found.Path, found.Kind);

        tree.CheckLinks();
        return tree;
    }

    /// <summary>Some paths below a folder.</summary>
    /// <param name="root">Full path.</param>
    /// <param name="paths">Full paths of files, folders and links.</param>
    /// <param name="files">Those of them that are outputs of one file each: a link among them counts as its target.</param>
    /// <exception cref="ResultNotStorableException">One of them cannot be stored.</exception>
    public static ResultTree Read(string root, IEnumerable<string> paths, IReadOnlySet<string> files)
    {
        var tree = new ResultTree(root);
        foreach (var path in paths)
        {
            if (files.Contains(path))
            {
                OutputRefusal.CheckFile(path);
                tree.Add(path, FileKind.Regular);
            }
            else
            {
                tree.Add(path, FileStatus.ReadLink(path).Kind);
            }
        }

        tree.CheckLinks();
        return tree;
    }

    /// <summary>Writes the tree into a result.</summary>
    /// <param name="prefix">The prefix of all names in the result.</param>
    public async ValueTask WriteAsync(IResultWriter writer, string prefix, CancellationToken cancellationToken)
    {
        writer.CreateDirectory(prefix, PermissionBits.Read(_root));
        foreach (var entry in _entries.Values.Where(entry => entry.Kind == FileKind.Directory))
            writer.CreateDirectory(prefix + entry.Name + "/", PermissionBits.Read(entry.Path));

        var files = _entries.Values.Where(entry => entry.Kind == FileKind.Regular).ToList();
        if (files.Count < Many)
        {
            foreach (var file in files)
                await FileCopy.IntoAsync(writer, prefix + file.Name, file.Path, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // The cost of small files is in the system's calls, not in the disk. Writers of Tango's own are safe to use from several threads.
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(files, options, (file, cancellation) => FileCopy.IntoAsync(writer, prefix + file.Name, file.Path, cancellation)).ConfigureAwait(false);
        }

        foreach (var link in Links)
            writer.CreateLink(prefix + link.Name, link.LinkTarget!);
    }

    /// <summary>Copies the tree, with the parent folders of its entries.</summary>
    /// <param name="directory">Full path of an empty folder.</param>
    public void CopyTo(string directory, CancellationToken cancellationToken)
    {
        var folders = Folders();
        foreach (var folder in folders)
            Directory.CreateDirectory(Path.Combine(directory, folder));

        foreach (var file in _entries.Values.Where(entry => entry.Kind == FileKind.Regular))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(file.Path, Path.Combine(directory, file.Name));
        }

        foreach (var link in Links)
            SymbolicLink.Create(Path.Combine(directory, link.Name), link.LinkTarget!);

        // Last, and from the inside out: files cannot be written into a read-only folder.
        foreach (var folder in folders.Reverse())
            PermissionBits.Set(Path.Combine(directory, folder), PermissionBits.Read(Path.Combine(_root, folder)));
    }

    private IEnumerable<ResultTreeEntry> Links => _entries.Values.Where(entry => entry.Kind == FileKind.Link);

    private SortedSet<string> Folders()
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in _entries.Values)
        {
            var folder = entry.Kind == FileKind.Directory ? entry.Name : Path.GetDirectoryName(entry.Name);
            for (; folder is { Length: > 0 } && folders.Add(folder); folder = Path.GetDirectoryName(folder))
            {
            }
        }

        return folders;
    }

    private void Add(string path, FileKind kind)
    {
        switch (kind)
        {
            case FileKind.Missing when FileName.IsUnreadable(path):
                throw OutputRefusal.ForName(path);
            case FileKind.Missing:
                // It was removed since it was found: a temporary file of a process that still runs.
                return;
            case FileKind.Pipe or FileKind.Socket or FileKind.Device:
                throw OutputRefusal.ForKind(path, kind);
        }

        OutputRefusal.CheckName(path);
        var name = Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/');
        if (!_pathByFolded.TryAdd(PortableName.Fold(name), path) && _pathByFolded[PortableName.Fold(name)] is var other && other != path)
            throw OutputRefusal.ForTwins(path, other);

        _entries[name] = new ResultTreeEntry(name, path, kind, kind == FileKind.Link ? TargetOf(path) : null);
    }

    private void CheckLinks()
    {
        var names = _entries.Values.Select(entry => (entry.Kind == FileKind.Directory ? entry.Name + "/" : entry.Name, entry.LinkTarget));
        if (new ResultLinks(names).FindFault() is not var (name, fault))
            return;

        var path = _entries[name].Path;
        var exists = FileStatus.Read(path).Kind != FileKind.Missing;
        throw OutputRefusal.ForLink(path, fault == LinkFault.Cycle ? fault : exists ? LinkFault.Outside : LinkFault.Dangling);
    }

    // An absolute path, or a relative one that leaves the root and returns, would point to this directory, wherever the result is copied.
    private string TargetOf(string link)
    {
        var target = SymbolicLink.TargetOf(link)!;
        var folder = Path.GetDirectoryName(link)!;
        var place = Path.GetFullPath(Path.Combine(folder, target));
        return (Path.IsPathRooted(target) || LeavesRoot(folder, target)) && place.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Path.GetRelativePath(folder, place).Replace(Path.DirectorySeparatorChar, '/')
            : target;
    }

    private bool LeavesRoot(string folder, string target)
    {
        var depth = folder.Length == _root.Length ? 0 : Path.GetRelativePath(_root, folder).Split(Path.DirectorySeparatorChar).Length;
        foreach (var part in target.Split('/'))
        {
            depth += part switch
            {
                "" or "." => 0,
                ".." => -1,
                _ => 1,
            };
            if (depth < 0)
                return true;
        }

        return false;
    }
}
