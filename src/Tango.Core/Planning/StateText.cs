using Tango.Runs;

namespace Tango.Planning;

/// <summary>The words for states, the same in log lines, items, graphs and reports.</summary>
internal static class StateText
{
    /// <summary>Why a step takes an earlier result over.</summary>
    public const string UpstreamUnchanged = RunTally.UpstreamUnchanged;

    /// <summary>The state of a step: <c>cached</c>, <c>ran</c>, <c>failed</c>, <c>blocked</c>, <c>skipped</c>, <c>not run</c>, <c>submitted</c>.</summary>
    public static string Format(StepState state) => state switch
    {
        StepState.Cached => "cached",
        StepState.Ran => "ran",
        StepState.Failed => "failed",
        StepState.Blocked => "blocked",
        StepState.Skipped => "skipped",
        StepState.NotRun => "not run",
        StepState.Submitted => "submitted",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    /// <summary>The action for a step in a plan: <c>run</c>, <c>cached</c>, <c>blocked</c>, <c>not needed</c>.</summary>
    public static string Format(PlannedAction action) => action switch
    {
        PlannedAction.Run => "run",
        PlannedAction.Cached => "cached",
        PlannedAction.Blocked => "blocked",
        PlannedAction.NotNeeded => "not needed",
        _ => throw new InvalidOperationException($"Unknown action {action}."),
    };

    /// <summary>The action for a step in a plan, or the equal step whose result it uses.</summary>
    public static string Format(PlannedStep step) => step.SameAs is { } same ? SameAs(same.Name) : Format(step.Action);

    /// <summary>The state of a step whose result an equal step of the same build computed: <c>cached (same as 'a')</c>.</summary>
    /// <param name="step">The name of the step that ran.</param>
    public static string SameAs(string step) => $"{Format(StepState.Cached)} (same as '{step}')";
}
