namespace Tango.Caching;

/// <summary>An entry as the file system shows it, complete or not.</summary>
/// <param name="Directory">Full path.</param>
/// <param name="UniqueId">Its name.</param>
/// <param name="Bytes">The size of all files in it.</param>
/// <param name="LastUsed">When something was last put into it, or <see cref="CacheRoots"/> last saw it in use; UTC.</param>
internal sealed record StoredEntry(string Directory, string UniqueId, long Bytes, DateTime LastUsed)
{
    public static StoredEntry Of(DirectoryInfo directory)
    {
        var bytes = 0L;
        var lastUsed = directory.LastWriteTimeUtc;
        try
        {
            foreach (var file in directory.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                bytes += file.Exists ? file.Length : 0;
                if (file.Name == EntryLayout.Metadata && file.LastWriteTimeUtc > lastUsed)
                {
                    lastUsed = file.LastWriteTimeUtc;
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Removed meanwhile, by hand or by another collection.
        }

        return new StoredEntry(directory.FullName, directory.Name, bytes, lastUsed);
    }
}
