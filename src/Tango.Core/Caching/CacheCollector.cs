namespace Tango.Caching;

/// <summary>
/// Removes from a directory cache what no pipeline needs any more. Whatever is removed can be made again; what is owned at the moment stays.
/// </summary>
public sealed class CacheCollector
{
    private readonly string _cache;
    private readonly TimeProvider _clock;

    /// <summary>Makes a collector.</summary>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    /// <param name="clock">The time; left out: the system's.</param>
    public CacheCollector(string cacheDirectory, TimeProvider? clock = null)
    {
        _cache = cacheDirectory;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Removes entries that no pipeline needs and that nobody has used for a while, then, oldest first, more of those until the cache is small enough.</summary>
    /// <param name="keepFor">How long an entry that no pipeline needs is kept after its last use.</param>
    /// <param name="mostBytes">The size the cache may have; null: any. What pipelines need stays, however large.</param>
    /// <param name="cancellationToken">Ends the collection between two entries.</param>
    /// <exception cref="Diagnostics.TangoException">The cache cannot be written.</exception>
    public CollectedEntries Collect(TimeSpan keepFor, long? mostBytes = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(_cache))
        {
            return new CollectedEntries(0, 0, 0, 0);
        }

        try
        {
            var oldest = _clock.GetUtcNow().UtcDateTime - keepFor;
            var needed = new CacheRoots(_cache).Collect(oldest);
            CollectDamaged(oldest);
            return Collect([.. Entries()], needed, oldest, mostBytes ?? long.MaxValue, cancellationToken);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }
    }

    private static CollectedEntries Collect(
        List<StoredEntry> entries, IReadOnlySet<string> needed, DateTime oldest, long mostBytes, CancellationToken cancellationToken)
    {
        var size = entries.Sum(entry => entry.Bytes);
        var removed = 0;
        var removedBytes = 0L;
        foreach (var entry in entries.Where(entry => !needed.Contains(entry.UniqueId)).OrderBy(entry => entry.LastUsed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((entry.LastUsed >= oldest && size - removedBytes <= mostBytes) || !EntryRemoval.TryRemove(entry.Directory))
            {
                continue;
            }

            removed++;
            removedBytes += entry.Bytes;
        }

        return new CollectedEntries(removed, removedBytes, entries.Count - removed, size - removedBytes);
    }

    private IEnumerable<StoredEntry> Entries()
    {
        foreach (var directory in new DirectoryInfo(_cache).EnumerateDirectories())
        {
            if (directory.Name[0] != '.')
            {
                yield return StoredEntry.Of(directory);
            }
        }
    }

    private void CollectDamaged(DateTime oldest)
    {
        var folder = new DirectoryInfo(Path.Combine(_cache, EntryLayout.Damaged));
        foreach (var entry in folder.Exists ? folder.GetDirectories() : [])
        {
            if (entry.LastWriteTimeUtc < oldest)
            {
                RemoveDamaged(entry);
            }
        }
    }

    private static void RemoveDamaged(DirectoryInfo entry)
    {
        try
        {
            entry.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another collection, of another project of the solution, was faster.
        }
    }
}
