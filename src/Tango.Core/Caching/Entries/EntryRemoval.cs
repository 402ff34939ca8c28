using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Removes entries that no process owns.</summary>
internal static class EntryRemoval
{
    /// <summary>Removes an entry, its metadata first, so that it is incomplete at once.</summary>
    /// <returns>False if it is owned, does not exist, is a link, or is something that Tango has not made.</returns>
    /// <exception cref="IOException">The file system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static bool TryRemove(string directory)
    {
        if (!EntryForm.IsEntry(directory))
            return false;

        using (var own = FileLock.TryAcquire(Path.Combine(directory, EntryLayout.Lock)))
        {
            if (own is null)
                return false;

            FileChange.Delete(Path.Combine(directory, EntryLayout.Metadata));
            EntrySweep.RemoveAllBut(directory, [EntryLayout.Lock]);
        }

        RemoveDirectory(directory);
        return true;
    }

    // Another process that acquired the lock after it was released owns the directory now, so it stays.
    private static void RemoveDirectory(string directory)
    {
        try
        {
            EmptyFolders.DeleteOne(directory);
        }
        catch (Exception exception) when (exception is IOException || (OperatingSystem.IsWindows() && exception is UnauthorizedAccessException))
        {
            // Another process may have acquired the entry, and even removed it already. Otherwise an empty directory stays until the next collection.
        }
    }
}
