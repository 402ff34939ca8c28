using Tango.Runs;

namespace Tango.Planning;

/// <summary>The words for states, the same in lines for people, in items for machines, in graphs and in reports.</summary>
internal static class StateText
{
    /// <summary>What became of a step: <c>cached</c>, <c>ran</c>, <c>failed</c>, <c>blocked</c>, <c>skipped</c>.</summary>
    /// <param name="state">The state.</param>
    public static string Of(StepState state) => state switch
    {
        StepState.Cached => "cached",
        StepState.Ran => "ran",
        StepState.Failed => "failed",
        StepState.Blocked => "blocked",
        StepState.Skipped => "skipped",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    /// <summary>What a plan does with a step: <c>run</c>, <c>cached</c>, <c>blocked</c>, <c>not needed</c>.</summary>
    /// <param name="action">What it does.</param>
    public static string Of(PlannedAction action) => action switch
    {
        PlannedAction.Run => "run",
        PlannedAction.Cached => "cached",
        PlannedAction.Blocked => "blocked",
        PlannedAction.NotNeeded => "not needed",
        _ => throw new InvalidOperationException($"Unknown action {action}."),
    };
}
