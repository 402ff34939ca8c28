using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>The folders of <see cref="StagedEntry"/> that killed processes have left in a cache, or in a folder that takes its place.</summary>
internal static class StagedEntries
{
    // No transfer of one entry takes so long that its folder has not changed for a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Removes them, if possible.</summary>
    /// <param name="directory">Full path of the cache or the folder; it need not exist.</param>
    public static void TryRemove(string directory, DateTimeOffset now)
    {
        if (!Directory.Exists(directory))
            return;

        foreach (var folder in new DirectoryInfo(directory).EnumerateDirectories(".*"))
        {
            if (folder.LinkTarget is null && RandomName.IsStaged(folder.Name) && folder.LastWriteTimeUtc < now - Longest)
                EntryTree.TryDelete(folder.FullName);
        }
    }
}
