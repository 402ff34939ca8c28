using System.Collections.Immutable;
using Tango.Graph.Projects;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>Describes a pipeline for the projects that refer to this one.</summary>
internal static class SharedPipeline
{
    /// <summary>Describes the steps of a plan.</summary>
    /// <param name="stateOf">The state of a step after execution; null if nothing was executed.</param>
    /// <param name="redirected">The unique ids of entries that are not in the cache, with the full paths of their directories; null: none.</param>
    public static ReferencedPipeline From(
        PipelineRequest request, Plan plan, Func<PlannedStep, StepState>? stateOf = null, IReadOnlyDictionary<string, string>? redirected = null)
    {
        var planned = plan.Steps.ToDictionary(step => step.Node.Name, StringComparer.OrdinalIgnoreCase);
        var steps = ImmutableArray.CreateBuilder<ReferencedStep>(request.Declarations.Length);
        foreach (var declaration in request.Declarations)
        {
            var step = planned[declaration.Name];
            steps.Add(Share(step, stateOf is null ? StateOf(step) : StateOf(step.Action, stateOf(step))) with { CacheDirectory = redirected?.GetValueOrDefault(step.Identity.UniqueId) });
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
        NotCachedBecause = WhyNotCached(step.NotCachedBecause),
        State = state,
    };

    private static string? WhyNotCached(Reason? reason) => reason?.Kind == ReasonKind.NotCacheable ? $"{reason.Subject}" : reason?.ToString();

    // A result to fetch is as good as one to compute: it is available before it is used.
    private static ReferencedState StateOf(PlannedStep step) => step.Action switch
    {
        PlannedAction.Run => ReferencedState.Planned,
        PlannedAction.Cached when step.IsRemote || step.SameAs is not null || step.Earlier is not null => ReferencedState.Planned,
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
