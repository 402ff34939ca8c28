using System.Collections.Frozen;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Parameters;

namespace Tango.Planning;

/// <summary>Looks whether the results of other projects that a step takes are there. Only steps that are to run need them.</summary>
internal static class ReferencedResultCheck
{
    /// <summary>Results of other projects that the steps take that a plan runs, and that are not there.</summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<(StepNode Taker, ReferencedResult Result)> Missing(Plan plan) =>
        from step in plan.Steps
        where step.Action == PlannedAction.Run
        from input in step.Node.Inputs
        where input.Referenced is { Step.State: not ReferencedState.Planned } result && !IsThere(result)
        select (step.Node, input.Referenced);

    /// <summary>Makes sure that none is missing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="remote">The unique ids of those that the remote cache holds.</param>
    /// <exception cref="TangoException">Some are: one error for each.</exception>
    public static void Check(Plan plan, FrozenSet<string> remote)
    {
        Diagnostic[] missing = [.. Missing(plan).Where(missing => !remote.Contains(missing.Result.Step.UniqueId)).Select(missing => Missing(missing.Taker, missing.Result, Why(missing.Result)))];
        if (missing.Length > 0)
        {
            throw new TangoException(missing);
        }
    }

    /// <summary>Says that a result is missing.</summary>
    /// <param name="node">The step that takes it.</param>
    /// <param name="result">The result.</param>
    /// <param name="why">Why, and the way out.</param>
    public static Diagnostic Missing(StepNode node, ReferencedResult result, string why)
    {
        var argument = node.Arguments.FirstOrDefault(argument => References.In(argument.Value).Contains(result.Name, StringComparer.OrdinalIgnoreCase));
        return Descriptors.ReferencedResultMissing.Of(new DiagnosticSubject(node.File, node.Name, argument?.Parameter.Name), node.Name, result.Name, why);
    }

    private static bool IsThere(ReferencedResult result) => new DirectoryStepCache(result.Pipeline.CacheDirectory).Contains(result.Step.UniqueId);

    private static string Why(ReferencedResult result) => result.Step.State switch
    {
        ReferencedState.NotNeeded =>
            $"no step of '{result.Pipeline.Project}' that is asked for needs it. Set OnlyIfNeeded=\"false\" on it, or add it to TangoSteps.",
        ReferencedState.NotCompleted => $"it failed or did not run there. Build '{result.Pipeline.Project}'.",
        _ => $"somebody removed it from the cache '{result.Pipeline.CacheDirectory}'. Build '{result.Pipeline.Project}' again.",
    };
}
