namespace Tango.Caching;

/// <summary>Removes what does not belong to an entry: work directories, and what killed writers left.</summary>
internal static class EntrySweep
{
    /// <summary>Removes, as far as possible, everything of an entry's directory but some names. Only the entry's owner may.</summary>
    /// <param name="directory">The entry's directory.</param>
    /// <param name="kept">Names directly in it.</param>
    public static void RemoveAllBut(string directory, ReadOnlySpan<string> kept)
    {
        foreach (var path in EntriesOf(directory))
        {
            if (!kept.Contains(Path.GetFileName(path)))
            {
                EntryTree.TryDelete(path);
            }
        }
    }

    private static string[] EntriesOf(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Removed by hand: nothing is left to remove.
            return [];
        }
    }
}
