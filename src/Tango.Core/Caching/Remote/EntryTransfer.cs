using System.Collections.Concurrent;
using Tango.Identity;

namespace Tango.Caching.Remote;

/// <summary>Copies many entries between a local cache and a remote one, several at the same time. Both know what they have already.</summary>
internal sealed class EntryTransfer(RemoteCache remote, DirectoryStepCache cache)
{
    // Most of the time is spent waiting for responses.
    private const int MaxConcurrency = 16;

    private readonly ConcurrentQueue<(string UniqueId, long Size)> _moved = new();
    private int _present;
    private int _absent;
    private int _corrupt;

    /// <summary>The entries that were copied, with the sizes of their archives in bytes.</summary>
    public IReadOnlyCollection<(string UniqueId, long Size)> Moved => _moved;

    /// <summary>How many entries were at the other end already.</summary>
    public int Present => _present;

    /// <summary>How many entries were at neither end, or cannot travel.</summary>
    public int Absent => _absent;

    /// <summary>How many entries are corrupt in the remote cache, and were not fetched.</summary>
    public int Corrupt => _corrupt;

    /// <summary>Pushes every entry of the local cache that a later build can find.</summary>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    public Task PushAsync(CancellationToken cancellationToken) => EachAsync(cache.EnumerateUniqueIds(), PushAsync, cancellationToken);

    /// <summary>Fetches entries. One that is corrupt does not keep the others away.</summary>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    /// <exception cref="RemoteEntryException">This machine cannot store an entry.</exception>
    public Task PullAsync(IEnumerable<string> uniqueIds, CancellationToken cancellationToken) => EachAsync(uniqueIds, FetchAsync, cancellationToken);

    private static Task EachAsync(IEnumerable<string> uniqueIds, Func<string, CancellationToken, ValueTask> move, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(uniqueIds, new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken }, move);

    private async ValueTask PushAsync(string uniqueId, CancellationToken cancellationToken)
    {
        // The result of a step that is not deterministic has an id that nobody gets again.
        if (cache.GetMetadata(uniqueId) is not { } metadata || !UniqueId.IsOf(uniqueId, metadata.Identity))
            Interlocked.Increment(ref _absent);
        else if (await remote.ContainsAsync(uniqueId, cancellationToken).ConfigureAwait(false))
            Interlocked.Increment(ref _present);
        else
            Count(uniqueId, await remote.PushAsync(uniqueId, cache, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask FetchAsync(string uniqueId, CancellationToken cancellationToken)
    {
        if (cache.Contains(uniqueId))
        {
            Interlocked.Increment(ref _present);
            return;
        }

        try
        {
            Count(uniqueId, await remote.FetchAsync(uniqueId, cache, onWaiting: null, cancellationToken).ConfigureAwait(false));
        }
        catch (RemoteEntryException exception) when (exception.IsCorrupt)
        {
            await remote.CheckAsync(cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref _corrupt);
        }
    }

    private void Count(string uniqueId, long? size)
    {
        if (size is { } bytes)
            _moved.Enqueue((uniqueId, bytes));
        else
            Interlocked.Increment(ref _absent);
    }
}
