using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// Removes from a directory cache what no pipeline needs any more, and nothing that Tango has not made. Removed results can be computed again. Entries that are owned now, or that running builds use or have computed, are not removed.
/// </summary>
public sealed class CacheCollector
{
    private readonly string _cache;
    private readonly TimeProvider _clock;

    /// <summary>Creates a collector.</summary>
    /// <param name="cacheDirectory">Full path of the cache; it need not exist.</param>
    /// <param name="clock">The time; left out: the system's.</param>
    public CacheCollector(string cacheDirectory, TimeProvider? clock = null)
    {
        _cache = cacheDirectory;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Whether nothing is removed: the result says what would be.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Removes entries that no pipeline needs and that were not used recently, then, oldest first, more of those until the cache is small enough.</summary>
    /// <param name="retention">How long an entry that no pipeline needs is kept after its last use.</param>
    /// <param name="maxBytes">The size the cache may have; null: any. What pipelines need stays, however large.</param>
    /// <param name="cancellationToken">Ends the collection between two entries.</param>
    /// <exception cref="TangoException">The cache cannot be written, or it is not known what is needed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public CollectionResult Collect(TimeSpan retention, long? maxBytes = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(_cache))
            return new CollectionResult();

        try
        {
            var now = _clock.GetUtcNow().UtcDateTime;
            var oldest = now - retention;
            var needed = new NeededEntries(new CacheRoots(_cache), oldest, now, removes: !IsDryRun);
            CollectCorrupt(oldest);
            if (!IsDryRun)
            {
                JobLeftovers.TryRemove(_cache, _clock.GetUtcNow());
                StagedEntries.TryRemove(_cache, _clock.GetUtcNow());
            }

            var result = Collect([.. Entries()], needed, oldest, maxBytes ?? long.MaxValue, cancellationToken);
            if (!IsDryRun)
                new CutoffIndex(_cache).TryRemoveStale();

            return result;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }
    }

    private CollectionResult Collect(List<StoredEntry> entries, NeededEntries needed, DateTime oldest, long maxBytes, CancellationToken cancellationToken)
    {
        entries = Weigh(entries, needed);
        var size = entries.Sum(entry => entry.Bytes);
        var removed = new List<string>();
        var removedBytes = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.LastUsed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((entry.LastUsed >= oldest && size - removedBytes <= maxBytes) || needed.Contains(entry.UniqueId) || !TryRemove(entry))
                continue;

            removed.Add(entry.UniqueId);
            removedBytes += entry.Bytes;
        }

        return new CollectionResult
        {
            RemovedIds = removed,
            RemovedCount = removed.Count,
            RemovedBytes = removedBytes,
            KeptCount = entries.Count - removed.Count,
            KeptUnfinishedCount = entries.ExceptBy(removed, entry => entry.UniqueId).Count(entry => !EntryMetadataFile.Exists(entry.Directory)),
            KeptBytes = size - removedBytes,
        };
    }

    // A file that several entries share counts for the one that stays longest: to remove another one frees nothing.
    private static List<StoredEntry> Weigh(List<StoredEntry> entries, NeededEntries needed)
    {
        var counted = new HashSet<long>();
        return [.. entries.OrderByDescending(entry => needed.Contains(entry.UniqueId)).ThenByDescending(entry => entry.LastUsed).Select(entry => entry.Without(counted))];
    }

    private bool TryRemove(StoredEntry entry) => IsDryRun ? !FileLock.IsTaken(Path.Combine(entry.Directory, EntryLayout.Lock)) : EntryRemoval.TryRemove(entry.Directory);

    private IEnumerable<StoredEntry> Entries()
    {
        foreach (var directory in new DirectoryInfo(_cache).EnumerateDirectories())
        {
            if (EntryForm.IsEntry(directory.FullName))
                yield return StoredEntry.Read(directory);
        }
    }

    private void CollectCorrupt(DateTime oldest)
    {
        var folder = new DirectoryInfo(Path.Combine(_cache, EntryLayout.Corrupt));
        foreach (var entry in folder is { Exists: true, LinkTarget: null } && !IsDryRun ? folder.GetDirectories() : [])
        {
            if (CorruptEntries.IsIn(entry.FullName) && entry.LastWriteTimeUtc < oldest)
                RemoveCorrupt(entry);
        }
    }

    private static void RemoveCorrupt(DirectoryInfo entry)
    {
        try
        {
            FileChange.DeleteFolder(entry.FullName);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException || (OperatingSystem.IsWindows() && CacheAccess.IsRefusal(exception)))
        {
            // A collection of another project of the solution has removed it already. On Windows that collection may just be at it, or somebody looks at it: the next one removes it.
        }
    }
}
