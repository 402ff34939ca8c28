using System.Collections.Immutable;
using Tango.Graph;
using Tango.IO;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>The part of a plan that a drawing shows when steps are selected: these, and all that they depend on.</summary>
internal static class PlanCut
{
    /// <summary>The part; the whole plan if nothing is selected.</summary>
    /// <param name="select">Names or patterns of steps.</param>
    public static Plan To(Plan plan, ImmutableArray<string> select)
    {
        if (select.IsEmpty)
            return plan;

        // Each step comes after those that it depends on.
        var wanted = new HashSet<StepNode>();
        foreach (var step in plan.Steps.Reverse())
        {
            if (!wanted.Contains(step.Node) && !Glob.MatchesAny(select, step.Node.Name))
                continue;

            wanted.Add(step.Node);
            wanted.UnionWith(step.Node.Inputs);
            wanted.UnionWith(step.Node.OrderOnly);
        }

        return plan with { Steps = [.. plan.Steps.Where(step => wanted.Contains(step.Node))] };
    }
}
