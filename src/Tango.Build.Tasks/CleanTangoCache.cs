using Microsoft.Build.Framework;
using Tango.Engine;

namespace Tango.Build.Tasks;

/// <summary>Removes the entries of one project's pipeline from the cache: those of its last builds.</summary>
[MSBuildMultiThreadableTask]
public sealed class CleanTangoCache : CacheTask
{
    /// <summary>The engine's state directory of the project.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    private protected override void Run(CancellationToken cancellationToken)
    {
        var cache = new DirectoryStepCache(FullCacheDirectory);
        var removed = 0;
        foreach (var uniqueId in PipelineEntries.Forget(Full(StateDirectory), FullCacheDirectory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            removed += cache.Remove(uniqueId) ? 1 : 0;
        }

        LogLine($"Tango: {Entries(removed)} removed from the cache.");
    }
}
