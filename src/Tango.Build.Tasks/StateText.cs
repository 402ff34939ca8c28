using Tango.Planning;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>The words for states, the same in lines for people and in items for machines.</summary>
internal static class StateText
{
    /// <summary>What became of a step.</summary>
    public static string Of(StepState state) => state switch
    {
        StepState.Cached => "cached",
        StepState.Ran => "ran",
        StepState.Failed => "failed",
        StepState.Blocked => "blocked",
        StepState.Skipped => "skipped",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    /// <summary>What a plan does with a step.</summary>
    public static string Of(PlannedAction action) => action switch
    {
        PlannedAction.Run => "run",
        PlannedAction.Cached => "cached",
        PlannedAction.Blocked => "blocked",
        PlannedAction.NotNeeded => "not needed",
        _ => throw new InvalidOperationException($"Unknown action {action}."),
    };
}
