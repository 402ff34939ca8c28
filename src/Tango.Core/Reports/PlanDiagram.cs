using System.Collections.Immutable;
using Tango.Graph;
using Tango.Graph.Projects;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Reports;

/// <summary>The contents of a drawing of a plan: each step with its state, its inputs, and the steps it waits for. Steps come after those they depend on.</summary>
internal sealed record PlanDiagram(ImmutableArray<PlanDiagram.Box> Boxes, ImmutableArray<PlanDiagram.Arrow> Arrows)
{
    /// <summary>A step.</summary>
    /// <param name="Type">The short name of its type.</param>
    /// <param name="Action">Its action in the plan.</param>
    /// <param name="Reason">Why; empty if there is no reason.</param>
    /// <param name="IsInline">Whether it is declared inside another step.</param>
    /// <param name="Step">Its index in the plan; null for a step of another project.</param>
    internal sealed record Box(string Name, string Type, PlannedAction Action, string Reason, bool IsInline, int? Step = null);

    /// <summary>A dependency, by the indices of both steps.</summary>
    /// <param name="From">The step that is needed.</param>
    /// <param name="To">The step that needs it.</param>
    /// <param name="IsOrderOnly">Whether the step must only be complete first.</param>
    internal readonly record struct Arrow(int From, int To, bool IsOrderOnly);

    /// <summary>Creates the diagram of a plan.</summary>
    public static PlanDiagram From(Plan plan)
    {
        var boxes = ImmutableArray.CreateBuilder<Box>(plan.Steps.Length);
        var arrows = ImmutableArray.CreateBuilder<Arrow>();
        var places = new Dictionary<StepNode, int>();
        foreach (var source in plan.Steps.SelectMany(step => step.Node.Inputs).Where(input => input.Referenced is not null).Distinct())
        {
            places.Add(source, boxes.Count);
            boxes.Add(BoxOf(source, source.Referenced!.Step.State));
        }

        for (var index = 0; index < plan.Steps.Length; index++)
        {
            var step = plan.Steps[index];
            var node = step.Node;
            var place = boxes.Count;
            places.Add(node, place);
            boxes.Add(new Box(node.Name, node.Type.ClassName, step.Action, step.ReasonText, node.IsInline, index));
            arrows.AddRange(node.Inputs.Select(input => new Arrow(places[input], place, IsOrderOnly: false)));
            arrows.AddRange(node.OrderOnly.Select(input => new Arrow(places[input], place, IsOrderOnly: true)));
        }

        return new PlanDiagram(boxes.DrainToImmutable(), arrows.ToImmutable());
    }

    private static Box BoxOf(StepNode source, ReferencedState state) =>
        new(source.Name, source.Type.ClassName, state == ReferencedState.Planned ? PlannedAction.Run : PlannedAction.Cached, "", IsInline: false);

    /// <summary>The CSS class of a state: <c>run</c>, <c>cached</c>, <c>blocked</c>, <c>idle</c>.</summary>
    public static string ClassOf(PlannedAction action) => action == PlannedAction.NotNeeded ? "idle" : StateText.Format(action);

    /// <summary>The CSS class of a state after a run: the same, with <c>ran</c> and <c>failed</c>.</summary>
    public static string ClassOf(StepState state) => state is StepState.Skipped or StepState.NotRun ? "idle" : StateText.Format(state);
}
