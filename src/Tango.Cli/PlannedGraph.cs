using System.Collections.Immutable;
using Tango.Graph;
using Tango.Planning;
using Tango.Reports;

namespace Tango.Cli;

/// <summary>The plans of a build as one graph, for the drawings of reports.</summary>
/// <param name="Steps">The steps, each after those that it depends on.</param>
/// <param name="Diagram">The same as boxes, in the same order.</param>
internal sealed record PlannedGraph(ImmutableArray<PlannedStep> Steps, PlanDiagram Diagram)
{
    /// <summary>The graph of some of the steps of a build.</summary>
    /// <param name="steps">The steps that are shown.</param>
    public static PlannedGraph Of(PlannedBuild build, IEnumerable<PlannedStep> steps)
    {
        var shown = steps.ToHashSet();
        var ordered = Order(build, shown);
        var places = ordered.Select((step, place) => (step, place)).ToDictionary(pair => pair.step, pair => pair.place);
        var pipelines = ordered.Select(step => step.Pipeline).Distinct().ToList();
        var arrows = from step in ordered
                     let orderOnly = build.OrderOnlyOf(step).ToHashSet()
                     from needed in build.NeedsOf(step).Distinct()
                     where shown.Contains(needed)
                     select new PlanDiagram.Arrow(places[needed], places[step], orderOnly.Contains(needed));
        return new(ordered, new([.. ordered.Select(step => BoxOf(step, pipelines))], [.. arrows]));
    }

    private static PlanDiagram.Box BoxOf(PlannedStep step, List<Pipeline> pipelines) => new(
        pipelines.Count == 1 ? step.Name : $"{step.Pipeline.NameAmong(pipelines)}/{step.Name}", step.ClassName, ActionOf(step.Action), step.Reason, step.IsInline);

    // A step that uses the result of an equal one is 'cached (same as …)'.
    private static PlannedAction ActionOf(string action) =>
        Enum.GetValues<PlannedAction>().FirstOrDefault(one => action.StartsWith(StateText.Format(one), StringComparison.Ordinal), PlannedAction.NotNeeded);

    private static ImmutableArray<PlannedStep> Order(PlannedBuild build, HashSet<PlannedStep> shown)
    {
        var met = new HashSet<PlannedStep>();
        var ordered = ImmutableArray.CreateBuilder<PlannedStep>(shown.Count);
        PostOrder.Walk(build.Steps.Where(shown.Contains), step => met.Add(step) ? build.NeedsOf(step).Where(shown.Contains) : null, ordered.Add);
        return ordered.DrainToImmutable();
    }
}
