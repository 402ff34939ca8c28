using System.Collections.Concurrent;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>Work that many ask for and that is done once for each key. What has failed is tried again when it is asked for the next time.</summary>
internal sealed class SharedWork<T>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _work = new(StringComparer.Ordinal);

    /// <summary>What the work has made.</summary>
    /// <param name="make">Does it; all that ask for one key give the same.</param>
    public async Task<T> GetAsync(string key, Func<Task<T>> make)
    {
        var work = _work.GetOrAdd(key, _ => new(make));
        try
        {
            return await work.Value.ConfigureAwait(false);
        }
        catch
        {
            _work.TryRemove(KeyValuePair.Create(key, work));
            throw;
        }
    }
}
