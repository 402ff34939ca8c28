using Tango.IO;

namespace Tango.Caching;

/// <summary>Removes entries that nobody is at.</summary>
internal static class EntryRemoval
{
    /// <summary>Removes an entry, its metadata first, so that it is incomplete at once.</summary>
    /// <param name="directory">The entry's directory.</param>
    /// <returns>False when somebody owns it, or when there is none.</returns>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static bool TryRemove(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return false;
        }

        using (var own = FileLock.TryTake(Path.Combine(directory, EntryLayout.Lock)))
        {
            if (own is null)
            {
                return false;
            }

            File.Delete(Path.Combine(directory, EntryLayout.Metadata));
            EntrySweep.RemoveAllBut(directory, [EntryLayout.Lock]);
        }

        RemoveDirectory(directory);
        return true;
    }

    // Whoever came in after the lock was given up owns the directory now, and keeps it.
    private static void RemoveDirectory(string directory)
    {
        try
        {
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
            {
                Directory.Delete(directory);
            }
        }
        catch (IOException)
        {
            // A new owner came in between, and may have left already and taken it along. Otherwise an empty directory stays, until the next time.
        }
    }
}
