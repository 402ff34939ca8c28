using Tango.Caching;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>The cache entries of one project's pipeline.</summary>
internal static class PipelineEntries
{
    /// <summary>Stops protecting a pipeline's entries from collections of the cache.</summary>
    /// <param name="stateDirectory">Full path of the pipeline's state directory.</param>
    /// <param name="cacheDirectory">Full path of the cache.</param>
    /// <returns>The unique ids of its last complete build, and of each step's last run.</returns>
    /// <exception cref="TangoException">The cache cannot be written, or the state cannot be read.</exception>
    public static IReadOnlyCollection<string> Forget(string stateDirectory, string cacheDirectory)
    {
        var ids = new SortedSet<string>(RemoveRoot(stateDirectory, cacheDirectory), StringComparer.Ordinal);
        var state = new StateFiles(stateDirectory);
        ids.UnionWith(state.Access(() => RunHistory.Load(state.History)).Runs.Select(run => run.UniqueId));
        return ids;
    }

    private static IReadOnlyList<string> RemoveRoot(string stateDirectory, string cacheDirectory)
    {
        try
        {
            return new CacheRoots(cacheDirectory).Remove(stateDirectory);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(cacheDirectory, exception);
        }
    }
}
