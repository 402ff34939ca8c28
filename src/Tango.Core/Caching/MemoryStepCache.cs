using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Formats;

namespace Tango;

/// <summary>Keeps results as objects for as long as the process lives: for tests, and for work that is not worth storing.</summary>
public sealed class MemoryStepCache : StepCache
{
    private readonly ConcurrentDictionary<string, (EntryMetadata Metadata, object? Result)> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _owners = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IEnumerable<string> EnumerateUniqueIds() => _entries.Keys;

    /// <inheritdoc/>
    public override bool Contains(string uniqueId) => _entries.ContainsKey(uniqueId);

    /// <inheritdoc/>
    public override string? PathForStep(string uniqueId) => null;

    /// <inheritdoc/>
    public override EntryMetadata? GetMetadata(string uniqueId) =>
        _entries.TryGetValue(uniqueId, out var entry) ? entry.Metadata : null;

    /// <inheritdoc/>
    /// <remarks>Arrays, lists and dictionaries of immutable values are copied for every reader. Other mutable objects are shared.</remarks>
    public override ValueTask<CacheRead> TryGetAsync(string uniqueId, Type type, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_entries.TryGetValue(uniqueId, out var entry) ? CacheRead.Found(ForOneReader(entry.Result)) : CacheRead.Missing);

    /// <inheritdoc/>
    /// <remarks>A sequence (<see cref="IEnumerable{T}"/>, <see cref="IAsyncEnumerable{T}"/>) is enumerated once, here, so that every reader gets the same items.</remarks>
    public override async ValueTask PutAsync(
        EntryMetadata metadata,
        object? result,
        Type type,
        PutOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new PutOptions();
        if (!options.Replace && Contains(metadata.UniqueId))
            throw AlreadyHolds(metadata.UniqueId);

        var held = await SpooledSequence.SpoolAsync(result, type, directory: null, cancellationToken).ConfigureAwait(false);
        var entry = (await options.CompleteAsync(metadata).ConfigureAwait(false) with { IsNull = result is null }, held);
        if (options.Replace)
            _entries[metadata.UniqueId] = entry;
        else if (!_entries.TryAdd(metadata.UniqueId, entry))
            throw AlreadyHolds(metadata.UniqueId);
    }

    /// <inheritdoc/>
    public override async ValueTask<IAsyncDisposable> AcquireAsync(
        string uniqueId,
        Action? onWaiting = null,
        CancellationToken cancellationToken = default)
    {
        var owner = _owners.GetOrAdd(uniqueId, _ => new SemaphoreSlim(1, 1));
        var taken = owner.WaitAsync(cancellationToken);
        if (!taken.IsCompleted)
            onWaiting?.Invoke();

        await taken.ConfigureAwait(false);
        return new Ownership(owner);
    }

    private static object? ForOneReader(object? result) => DefensiveCopy.TryMake(result, membersAreExact: false, out var copy) ? copy : result;

    private static InvalidOperationException AlreadyHolds(string uniqueId) => new($"The cache already contains '{uniqueId}'.");

    private sealed class Ownership(SemaphoreSlim owner) : IAsyncDisposable
    {
        private int _ended;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
                owner.Release();

            return ValueTask.CompletedTask;
        }
    }
}
