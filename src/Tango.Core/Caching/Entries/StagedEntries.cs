using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>The folders of <see cref="StagedEntry"/> that killed processes have left in a cache.</summary>
internal static class StagedEntries
{
    // No transfer of one entry takes so long that its folder has not changed for a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Removes them, if possible.</summary>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    public static void TryRemove(string cacheDirectory, DateTimeOffset now)
    {
        foreach (var folder in new DirectoryInfo(cacheDirectory).EnumerateDirectories(".*"))
        {
            if (folder.LinkTarget is null && RandomName.IsStaged(folder.Name) && folder.LastWriteTimeUtc < now - Longest)
                EntryTree.TryDelete(folder.FullName);
        }
    }
}
