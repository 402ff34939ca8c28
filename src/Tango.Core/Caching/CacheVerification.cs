using System.Collections.Concurrent;

namespace Tango.Caching;

/// <summary>Compares every entry of a directory cache with what its metadata says of it, several at once.</summary>
public static class CacheVerification
{
    /// <summary>Verifies all entries; the damaged ones are set aside.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<VerifiedEntries> VerifyAllAsync(DirectoryStepCache cache, CancellationToken cancellationToken = default)
    {
        var sound = 0;
        var damaged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(cache.UniqueIds(), cancellationToken, async (uniqueId, token) =>
        {
            var read = await cache.VerifyAsync(uniqueId, token).ConfigureAwait(false);
            if (read.Damage is { } damage)
            {
                damaged[uniqueId] = damage;
            }
            else if (read.State == CacheReadState.Found)
            {
                Interlocked.Increment(ref sound);
            }
        }).ConfigureAwait(false);
        return new VerifiedEntries(sound, damaged.Order(KeyOrder).ToArray());
    }

    private static readonly Comparer<KeyValuePair<string, string>> KeyOrder =
        Comparer<KeyValuePair<string, string>>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key));
}
