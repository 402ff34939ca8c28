using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>An entry in the file system, complete or not.</summary>
/// <param name="Directory">Full path.</param>
/// <param name="Bytes">The size of all files in it.</param>
/// <param name="LastUsed">When a file was last added to it, or <see cref="CacheRoots"/> last recorded its use; UTC.</param>
internal sealed record StoredEntry(string Directory, string UniqueId, long Bytes, DateTime LastUsed)
{
    public static StoredEntry Read(DirectoryInfo directory)
    {
        var bytes = 0L;
        var lastUsed = directory.LastWriteTimeUtc;
        try
        {
            foreach (var path in FolderWalk.FilesBelow(directory.FullName))
            {
                var file = new FileInfo(path);
                bytes += file.Exists ? file.Length : 0;
                if (file.Name == EntryLayout.Metadata && file.LastWriteTimeUtc > lastUsed)
                    lastUsed = file.LastWriteTimeUtc;
            }
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // Removed meanwhile, by hand or by another collection; or access is denied, and its size is unknown.
        }

        return new StoredEntry(directory.FullName, directory.Name, bytes, lastUsed);
    }
}
