using System.Diagnostics.CodeAnalysis;
using Tango.Caching;
using Tango.Formats;

namespace Tango.Execution;

/// <summary>
/// A result in the cache. The first of several consumers reads it; where that is safe the others are given what was read, or a copy, until the last has taken it. Elsewhere
/// each reads it for itself.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore whose wait handle is never asked for holds nothing.")]
internal sealed class StoredResult : RunResult
{
    private readonly StepCache _cache;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly bool _isExact;
    private int _consumers;
    private object? _read;
    private bool _isShared;
    private volatile bool _isRefused;

    /// <param name="cache">Where it is.</param>
    /// <param name="key">What it is.</param>
    /// <param name="consumers">How many will take it.</param>
    public StoredResult(StepCache cache, ResultKey key, int consumers)
        : base(key)
    {
        _cache = cache;
        _consumers = consumers;

        // A cache without directories keeps the objects themselves, and a format of the user's may read what it likes.
        _isExact = BuiltInFormats.Contains(key.Format.Name) && cache.PathForStep(key.UniqueId) is not null;
        _isRefused = consumers < 2;
    }

    /// <inheritdoc/>
    public override async Task<object?> GetAsync(CancellationToken cancellationToken)
    {
        if (!_isRefused)
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!_isRefused)
                {
                    return await ShareAsync(cancellationToken).ConfigureAwait(false);
                }
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
        var read = _isShared ? _read : await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (--_consumers <= 0 || !OwnCopy.TryMake(read, _isExact, out var copy))
        {
            // The last one, or the only one that may have this object.
            _isRefused = true;
            _read = null;
            return read;
        }

        _isShared = true;
        _read = read;
        return copy;
    }

    private async Task<object?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await _cache.TryGetAsync(Key.UniqueId, Key.Type, cancellationToken).ConfigureAwait(false);
        return read.State == CacheReadState.Found
            ? read.Value
            : throw new EntryLostException(Key.Step, Key.UniqueId, read.Damage);
    }
}
