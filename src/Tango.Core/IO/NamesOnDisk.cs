namespace Tango.IO;

/// <summary>
/// The names of files as they are written on the disk, for systems on which case does not matter: a declaration may have a path in another case, and ids contain names. Reads each
/// folder once.
/// </summary>
internal sealed class NamesOnDisk
{
    private readonly Dictionary<string, (HashSet<string> Exact, Dictionary<string, string> ByName)> _folders = new(StringComparer.Ordinal);

    /// <summary>A path with the names that the file and its folders have on the disk.</summary>
    /// <param name="root">The folder whose own path is not changed; full path.</param>
    /// <param name="path">The full path of an existing file. One that is not below the root is not changed.</param>
    public string Find(string root, string path)
    {
        if (!PathComparison.IsIn(path, root))
            return path;

        var found = root;
        foreach (var name in Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar))
            found = Path.Combine(found, NameIn(found, name));

        return found;
    }

    // A folder may tell apart names that differ only in case.
    private string NameIn(string folder, string name)
    {
        if (!_folders.TryGetValue(folder, out var names))
            _folders.Add(folder, names = Read(folder));

        return names.Exact.Contains(name) ? name : names.ByName.GetValueOrDefault(name, name);
    }

    private static (HashSet<string> Exact, Dictionary<string, string> ByName) Read(string folder)
    {
        var exact = Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in exact)
            byName.TryAdd(name, name);

        return (exact, byName);
    }
}
