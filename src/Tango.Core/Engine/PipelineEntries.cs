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
    public static IReadOnlyCollection<string> Forget(string stateDirectory, string cacheDirectory)
    {
        var ids = new SortedSet<string>(new CacheRoots(cacheDirectory).Remove(stateDirectory), StringComparer.Ordinal);
        ids.UnionWith(RunHistory.Load(new StateFiles(stateDirectory).History).Runs.Select(run => run.UniqueId));
        return ids;
    }
}
