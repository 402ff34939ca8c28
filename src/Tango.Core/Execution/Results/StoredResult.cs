using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Formats;

namespace Tango.Execution.Results;

/// <summary>
/// A result in the cache. The first of several consumers reads it. If that is safe, the others receive the same object or a copy, until the last has received it. Otherwise each
/// reads it again.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore whose wait handle is never asked for holds nothing.")]
internal sealed class StoredResult : RunResult
{
    private readonly StepCache _cache;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly bool _isExact;

    // The number of consumers that share it and have not received it; 0: each reads it again.
    private volatile int _sharers;
    private StrongBox<object?>? _read;

    /// <param name="consumers">The number of consumers.</param>
    public StoredResult(StepCache cache, ResultKey key, ConsumedEntry entry, int consumers)
        : base(key)
    {
        Entry = entry;
        _cache = cache;
        _sharers = consumers < 2 ? 0 : consumers;

        // A cache without directories returns the stored objects themselves, and a custom format may create any object.
        _isExact = BuiltInFormats.Contains(key.Format.Name) && cache.PathForStep(key.UniqueId) is not null;
    }

    /// <inheritdoc/>
    public override ConsumedEntry Entry { get; }

    /// <inheritdoc/>
    public override async Task<object?> GetAsync(CancellationToken cancellationToken)
    {
        if (_sharers > 0)
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (_sharers > 0)
                    return await ShareAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _gate.Release();
            }
        }

        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<object?> ShareAsync(CancellationToken cancellationToken)
    {
        // If the value contains paths of files, their content counts too: an earlier consumer may have changed it.
        var isRead = _read is not null && await Entry.CheckAsync(cancellationToken).ConfigureAwait(false) == ConsumedState.Intact;
        var read = isRead ? _read!.Value : await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (_sharers > 1 && DefensiveCopy.TryMake(read, _isExact, out var copy))
        {
            _sharers--;
            _read = new(read);
            return copy;
        }

        // The last consumer, or the only one that may receive this object.
        _sharers = 0;
        _read = null;
        return read;
    }

    private async Task<object?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await _cache.TryGetAsync(Key.UniqueId, Key.Type, ExpectedFormat.From(Key.Format), cancellationToken).ConfigureAwait(false);
        if (read.State == CacheReadState.Found)
        {
            Entry.Verified(read.Stamps);
            return read.Value;
        }

        if (read.State == CacheReadState.Corrupt)
            Entry.MarkCorrupt(read.Corruption);

        throw new EntryMissingException(Key.Step, Key.UniqueId, read.Corruption ?? Entry.Corruption);
    }
}
