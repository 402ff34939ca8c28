using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>What has become of planned steps.</summary>
internal static class StepStates
{
    /// <summary>What has become of a step so far.</summary>
    /// <param name="tally">What the worker has told.</param>
    /// <param name="step">The step.</param>
    public static StepState StateOf(this RunTally tally, PlannedStep step) => step.Action switch
    {
        PlannedAction.Run => tally.Find(step.Node.Name)?.State ?? StepState.Skipped,
        // Made again in an earlier pass of this build, and by now in the cache.
        PlannedAction.Cached => tally.Find(step.Node.Name)?.State ?? StepState.Cached,
        PlannedAction.Blocked => StepState.Blocked,
        _ => StepState.Skipped,
    };
}
