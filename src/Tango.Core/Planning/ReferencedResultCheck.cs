using System.Collections.Frozen;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Projects;
using Tango.Parameters;

namespace Tango.Planning;

/// <summary>Checks that the results of other projects that steps use are available. Only steps that run need them.</summary>
internal static class ReferencedResultCheck
{
    /// <summary>The missing results of other projects that steps of a plan use which run.</summary>
    public static IEnumerable<(StepNode Consumer, ReferencedResult Result)> Missing(Plan plan)
    {
        foreach (var step in plan.Steps)
        {
            if (step.Action != PlannedAction.Run)
                continue;

            foreach (var input in step.Node.Inputs)
            {
                if (input.Referenced is { Step.State: not ReferencedState.Planned } result && !IsThere(result))
                    yield return (step.Node, result);
            }
        }
    }

    /// <summary>Checks that none is missing.</summary>
    /// <param name="remote">The unique ids of those in the remote cache.</param>
    /// <exception cref="TangoException">Some are missing: one error for each.</exception>
    public static void Check(Plan plan, FrozenSet<string> remote)
    {
        var errors = new List<Diagnostic>();
        foreach (var (consumer, result) in Missing(plan))
        {
            if (!remote.Contains(result.Step.UniqueId))
                errors.Add(Missing(consumer, result, Why(result)));
        }

        if (errors.Count > 0)
            throw new TangoException(errors);
    }

    /// <summary>The error that a result is missing.</summary>
    /// <param name="node">The step that uses it.</param>
    /// <param name="why">The cause, and a solution.</param>
    public static Diagnostic Missing(StepNode node, ReferencedResult result, string why)
    {
        var argument = node.Arguments.FirstOrDefault(argument => References.In(argument.Value).Contains(result.Name, StringComparer.OrdinalIgnoreCase));
        return Descriptors.ReferencedResultMissing.Create(new DiagnosticSubject(node.File, node.Name, argument?.Parameter.Name), node.Name, result.Name, why);
    }

    private static bool IsThere(ReferencedResult result) => new DirectoryStepCache(result.CacheDirectory).Contains(result.Step.UniqueId);

    private static string Why(ReferencedResult result) => result.Step.State switch
    {
        ReferencedState.NotNeeded =>
            $"no step of '{result.Pipeline.Project}' that is asked for needs it. Set OnlyIfNeeded=\"false\" on it, or add it to TangoSteps.",
        ReferencedState.NotCompleted => $"it failed or did not run there. Build '{result.Pipeline.Project}'.",
        _ => $"it was removed from the cache '{result.CacheDirectory}'. Build '{result.Pipeline.Project}' again.",
    };
}
