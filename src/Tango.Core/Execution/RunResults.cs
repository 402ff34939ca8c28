using System.Collections.Concurrent;
using Tango.Caching;

namespace Tango.Execution;

/// <summary>
/// The results of a run, by step name. What is stored is read from the cache by each consumer, so that nobody can change what another is given, and a
/// first run computes from the same values as every later one. What is not stored is held here.
/// </summary>
internal sealed class RunResults
{
    private readonly StepCache _cache;
    private readonly ConcurrentDictionary<string, object?> _held = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (string UniqueId, Type? Type)> _stored = new(StringComparer.OrdinalIgnoreCase);

    public RunResults(StepCache cache) => _cache = cache;

    /// <summary>Makes a stored result known.</summary>
    public void AddStored(string step, string uniqueId, Type? type) => _stored[step] = (uniqueId, type);

    /// <summary>Holds a result that is not stored.</summary>
    public void Hold(string step, object? result) => _held[step] = result;

    /// <summary>A step's result.</summary>
    /// <exception cref="EntryLostException">It was in the cache when the plan was made, and is no longer there, or damaged.</exception>
    public async Task<object?> GetAsync(string step, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(step, out var held))
        {
            return held;
        }

        var (uniqueId, type) = _stored[step];
        var read = await _cache.TryGetAsync(uniqueId, type ?? typeof(object), cancellationToken).ConfigureAwait(false);
        return read.State == CacheReadState.Found
            ? read.Value
            : throw new EntryLostException(step, uniqueId, read.Damage);
    }
}
