using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>An entry in the file system, complete or not.</summary>
/// <param name="Directory">Full path.</param>
/// <param name="Files">All files in it: what the system calls each, 0 if that is not known, and its size in bytes.</param>
/// <param name="LastUsed">When a file was last added to it, or <see cref="CacheRoots"/> last recorded its use; UTC.</param>
internal sealed record StoredEntry(string Directory, string UniqueId, IReadOnlyList<(long Id, long Size)> Files, DateTime LastUsed)
{
    /// <summary>The size of all files in it.</summary>
    public long Bytes => Files.Sum(file => file.Size);

    /// <summary>The entry without files that were counted already: entries may share them.</summary>
    /// <param name="counted">The files that were counted; those of this entry are added.</param>
    public StoredEntry Without(HashSet<long> counted) => this with { Files = [.. Files.Where(file => file.Id == 0 || counted.Add(file.Id))] };

    public static StoredEntry Read(DirectoryInfo directory)
    {
        var files = new List<(long Id, long Size)>();
        var lastUsed = directory.LastWriteTimeUtc;
        try
        {
            foreach (var path in FolderWalk.FilesBelow(directory.FullName))
            {
                if (FileStatus.ReadLink(path) is not { Kind: FileKind.Regular, Stamp: var stamp })
                    continue;

                files.Add((stamp.FileId, stamp.Size));
                var written = new DateTime(stamp.WrittenTicks, DateTimeKind.Utc);
                if (Path.GetFileName(path) == EntryLayout.Metadata && written > lastUsed)
                    lastUsed = written;
            }
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // Removed meanwhile, by hand or by another collection; or access is denied, and its size is unknown.
        }

        return new StoredEntry(directory.FullName, directory.Name, files, lastUsed);
    }
}
