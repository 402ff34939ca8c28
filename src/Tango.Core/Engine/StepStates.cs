using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>The states of planned steps.</summary>
internal static class StepStates
{
    /// <summary>The state of a step so far.</summary>
    /// <param name="tally">What the worker reported.</param>
    public static StepState StateOf(this RunTally tally, PlannedStep step) => step.Action switch
    {
        PlannedAction.Run => tally.Find(step.Node.Name)?.State ?? StepState.NotRun,
        PlannedAction.Cached when step.SameAs is not null => tally.Find(step.Node.Name)?.State ?? StepState.NotRun,
        // Computed in an earlier pass of this build, and cached since.
        PlannedAction.Cached => tally.Find(step.Node.Name)?.State ?? StepState.Cached,
        PlannedAction.Blocked => StepState.Blocked,
        // A second plan may not need it any more, because what needs it is cached by now: it may have run for the first plan.
        _ => tally.Find(step.Node.Name)?.State ?? StepState.Skipped,
    };
}
