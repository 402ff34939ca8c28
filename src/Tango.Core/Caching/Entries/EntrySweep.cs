using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Removes files that do not belong to an entry: work directories, and files of killed writers.</summary>
internal static class EntrySweep
{
    /// <summary>Removes, if possible, everything in an entry's directory except some names. Only the entry's owner may call it.</summary>
    /// <param name="kept">Names directly in the directory.</param>
    public static void RemoveAllBut(string directory, ReadOnlySpan<string> kept)
    {
        foreach (var path in EntriesOf(directory))
        {
            if (!kept.Contains(Path.GetFileName(path)))
                EntryTree.TryDelete(path);
        }
    }

    /// <summary>Removes, if possible, what is in the place of a file or folder of the entry. Of a link that is the link itself. Only the entry's owner may call it.</summary>
    /// <param name="path">Full path; it may be missing.</param>
    public static void RemoveUnless(FileKind kind, string path)
    {
        if (FileStatus.ReadLink(path).Kind != kind)
            EntryTree.TryDelete(path);
    }

    private static string[] EntriesOf(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Removed by hand: there is nothing left to remove.
            return [];
        }
    }
}
