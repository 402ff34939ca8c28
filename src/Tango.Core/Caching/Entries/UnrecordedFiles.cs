using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>
/// Finds what is in the folders of a result but not in the metadata. A consumer of a file or a directory receives the stored folder itself, so it would see more than was stored.
/// Listing folders is cheap beside reading the files.
/// </summary>
internal static class UnrecordedFiles
{
    /// <summary>The description of the first file, folder or link that is not recorded, or of a recorded folder that is not a folder; null if all is as recorded.</summary>
    /// <param name="directory">Full path of the entry.</param>
    /// <param name="files">What is recorded.</param>
    public static string? Find(string directory, IReadOnlyCollection<EntryFile> files)
    {
        var folders = files.SelectMany(FoldersOf).Distinct(StringComparer.Ordinal).Select(folder => StoredName.PathIn(directory, folder)).ToList();
        if (folders.Count == 0)
            return null;

        var known = files.Select(file => StoredName.PathIn(directory, file.Name)).Concat(folders).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            if (FileStatus.ReadLink(folder).Kind != FileKind.Directory)
                return $"{NameOf(folder)} is not a folder";

            if (Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => !known.Contains(path)) is { } stranger)
                return $"{NameOf(stranger)} is not part of the entry";
        }

        return null;

        string NameOf(string path) => Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>The description of the first file of a result in an entry whose result is null; null if there is none.</summary>
    /// <param name="directory">Full path of the entry.</param>
    public static string? FindBesideNull(string directory) => Directory.EnumerateFileSystemEntries(directory)
        .Select(path => Path.GetFileName(path))
        .Where(name => name[0] != '.' && name is not (EntryLayout.Metadata or EntryLayout.Log or EntryLayout.Work))
        .Select(name => $"{EntryLayout.Metadata} says that the result is null, but there is '{name}'")
        .FirstOrDefault();

    // The folders of a name, and the name itself if it is one: with / at the end.
    private static IEnumerable<string> FoldersOf(EntryFile file)
    {
        for (var end = file.Name.IndexOf('/', StringComparison.Ordinal); end >= 0; end = file.Name.IndexOf('/', end + 1))
            yield return file.Name[..(end + 1)];
    }
}
