using Tango.Graph;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>The steps of a plan that an earlier pass of the same build has decided about: those that failed, and those that need one of them.</summary>
internal static class LeftOutSteps
{
    /// <summary>Finds them.</summary>
    /// <param name="tally">What earlier passes reported.</param>
    /// <returns>Each step that must not run, with the failed one.</returns>
    /// <remarks>A failed step would fail again, and might change the inputs of others again. It is left out also if another build has computed its result meanwhile.</remarks>
    public static IReadOnlyDictionary<StepNode, StepNode> Find(Plan plan, RunTally tally)
    {
        var found = new Dictionary<StepNode, StepNode>();

        // Each step is after those that it depends on.
        foreach (var step in plan.Steps)
        {
            if (tally.Find(step.Node.Name)?.State is StepState.Failed or StepState.Blocked)
                found[step.Node] = step.Node;
            else if (step.IsComputed && Before(step).FirstOrDefault(found.ContainsKey) is { } before)
                found[step.Node] = found[before];
        }

        return found;
    }

    private static IEnumerable<StepNode> Before(PlannedStep step) => step.SameAs is { } same ? [same] : step.Node.Inputs.Concat(step.Node.OrderOnly);
}
