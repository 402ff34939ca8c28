using System.Collections.Concurrent;

namespace Tango.Caching;

/// <summary>Compares every entry of a directory cache with its metadata, several at once.</summary>
public sealed class CacheVerification
{
    private readonly DirectoryStepCache _cache;

    /// <summary>Creates a verification.</summary>
    /// <param name="cache">The cache.</param>
    public CacheVerification(DirectoryStepCache cache) => _cache = cache;

    /// <summary>Verifies all entries.</summary>
    /// <param name="quarantine">Whether corrupt entries are moved to <c>.damaged</c> in the cache; otherwise they are left as they are.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The cache cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the cache is denied.</exception>
    public async Task<VerificationResult> VerifyAllAsync(bool quarantine, CancellationToken cancellationToken = default)
    {
        var sound = 0;
        var corrupt = new ConcurrentBag<CorruptEntry>();
        var unusable = new ConcurrentBag<UnusableEntry>();
        await Parallel.ForEachAsync(_cache.EnumerateUniqueIds(), cancellationToken, async (uniqueId, token) =>
        {
            var read = await _cache.VerifyAsync(uniqueId, quarantine, token).ConfigureAwait(false);
            if (read.Corruption is { } corruption)
                corrupt.Add(new CorruptEntry { UniqueId = uniqueId, Corruption = corruption });
            else if (read.UnusableBecause is { } why)
                unusable.Add(new UnusableEntry { UniqueId = uniqueId, Why = why });
            else if (read.State == CacheReadState.Found)
                Interlocked.Increment(ref sound);
        }).ConfigureAwait(false);
        return new VerificationResult
        {
            IntactCount = sound,
            Corrupt = [.. corrupt.OrderBy(entry => entry.UniqueId, StringComparer.Ordinal)],
            Unusable = [.. unusable.OrderBy(entry => entry.UniqueId, StringComparer.Ordinal)],
        };
    }
}
