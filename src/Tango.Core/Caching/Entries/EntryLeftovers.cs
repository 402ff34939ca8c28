using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Removes what an owner that was killed left in a complete entry: its lock, its work directory, files under hidden names.</summary>
internal static class EntryLeftovers
{
    /// <summary>Removes them from the entries that a plan uses as they are.</summary>
    public static void TryRemove(DirectoryStepCache cache, IEnumerable<string> uniqueIds)
    {
        foreach (var uniqueId in uniqueIds)
            TryRemove(cache.PathForStep(uniqueId));
    }

    /// <summary>Removes them, if possible, unless the owner is alive.</summary>
    /// <param name="directory">Full path of the entry's directory.</param>
    public static void TryRemove(string directory)
    {
        var path = Path.Combine(directory, EntryLayout.Lock);
        if (!File.Exists(path) || !EntryMetadataFile.Exists(directory) || FolderLinks.IsLink(directory))
            return;

        try
        {
            using var own = FileLock.TryAcquire(path);
            if (own is not null && EntryMetadataFile.Read(directory) is { } json && EntryMetadataJson.Read(json) is { } metadata)
                EntrySweep.RemoveAllBut(directory, [EntryLayout.Lock, EntryLayout.Log, EntryLayout.Metadata, .. metadata.Files.Select(file => StoredName.Top(file.Name)).Distinct()]);
        }
        catch (Exception exception) when (exception is InvalidDataException or EntryUnusableException || CacheAccess.IsRefusal(exception))
        {
            // A corrupt entry is reported when it is read, and a cache that cannot be written when a result is stored.
        }
    }
}
