using System.Collections.Immutable;
using Tango.Graph;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>Makes of a plan what projects that refer to this one are told.</summary>
internal static class SharedPipeline
{
    /// <summary>The steps of a plan.</summary>
    /// <param name="request">The project.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="stateOf">What became of a step; null when nothing was carried out.</param>
    public static ReferencedPipeline Of(PipelineRequest request, Plan plan, Func<PlannedStep, StepState>? stateOf = null)
    {
        var planned = plan.Steps.ToDictionary(step => step.Node.Name, StringComparer.OrdinalIgnoreCase);
        var steps = ImmutableArray.CreateBuilder<ReferencedStep>(request.Declarations.Length);
        foreach (var declaration in request.Declarations)
        {
            var step = planned[declaration.Name];
            steps.Add(Share(step, stateOf is null ? StateOf(step) : StateOf(step.Action, stateOf(step))));
        }

        return new ReferencedPipeline(request.ProjectFile, request.CacheDirectory, steps.MoveToImmutable());
    }

    private static ReferencedStep Share(PlannedStep step, ReferencedState state) => new(
        step.Node.Name,
        step.Identity.UniqueId,
        step.Identity.Format.ToString(),
        step.Node.Type.AssemblyName,
        step.Node.Type.FullName)
    {
        File = step.Node.File,
        IsFindable = step.Identity.IsFindable,
        NotKeptBecause = WhyNotKept(step.NotStoredBecause),
        State = state,
    };

    private static string? WhyNotKept(Reason? reason) => reason?.Kind == ReasonKind.NotCacheable
        ? "it is not cacheable, not deterministic, or has CacheResults=\"false\""
        : reason?.ToString();

    // What a build would fetch is as good as what it would make: by the time it is taken it is there.
    private static ReferencedState StateOf(PlannedStep step) => step.Action switch
    {
        PlannedAction.Run => ReferencedState.Planned,
        PlannedAction.Cached when step.IsRemote => ReferencedState.Planned,
        PlannedAction.Cached => ReferencedState.Ready,
        PlannedAction.NotNeeded => ReferencedState.NotNeeded,
        _ => ReferencedState.NotCompleted,
    };

    private static ReferencedState StateOf(PlannedAction action, StepState state) => state switch
    {
        StepState.Ran or StepState.Cached => ReferencedState.Ready,
        StepState.Skipped when action == PlannedAction.NotNeeded => ReferencedState.NotNeeded,
        _ => ReferencedState.NotCompleted,
    };
}
