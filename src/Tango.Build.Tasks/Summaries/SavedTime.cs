using Tango.Engine;
using Tango.Runs;

namespace Tango.Build.Tasks.Summaries;

/// <summary>The work that a run did not do again: how long the steps took that were cached, when their results were computed.</summary>
internal static class SavedTime
{
    /// <summary>The sum. Equal steps share a result, which counts once.</summary>
    public static TimeSpan Of(PipelineResult result)
    {
        var ran = result.Steps.Where(step => step.State == StepState.Ran).Select(step => step.UniqueId);
        var cached = result.Steps.Where(step => step.State == StepState.Cached).ExceptBy(ran, step => step.UniqueId);
        return new(cached.Sum(step => step.Cost.Ticks));
    }
}
