using Tango.Engine;
using Tango.Runs;

namespace Tango.Build.Tasks.Summaries;

/// <summary>The work that a run did not do again: how long the steps took that were cached, when their results were computed.</summary>
internal static class SavedTime
{
    /// <summary>The sum. Equal steps share a result, which counts once.</summary>
    /// <param name="cache">The cache with the results.</param>
    public static TimeSpan Of(PipelineResult result, StepCache cache)
    {
        var saved = TimeSpan.Zero;
        foreach (var uniqueId in result.Steps.Where(step => step.State == StepState.Cached).Select(step => step.UniqueId).Except(result.Steps.Where(step => step.State == StepState.Ran).Select(step => step.UniqueId)))
            saved += cache.GetMetadata(uniqueId)?.Duration ?? TimeSpan.Zero;

        return saved;
    }
}
