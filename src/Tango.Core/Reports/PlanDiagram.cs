using System.Collections.Immutable;
using Tango.Graph;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>What there is to draw of a plan: each step with its state, and what it takes or waits for. Steps stand after those they depend on.</summary>
internal sealed record PlanDiagram(ImmutableArray<PlanDiagram.Box> Boxes, ImmutableArray<PlanDiagram.Arrow> Arrows)
{
    /// <summary>A step.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">The short name of its type.</param>
    /// <param name="Action">What the plan does with it.</param>
    /// <param name="Reason">Why; empty when there is no reason.</param>
    /// <param name="IsInline">Whether it is declared inside another step.</param>
    /// <param name="Step">Its place in the plan; null for a step of another project.</param>
    internal sealed record Box(string Name, string Type, PlannedAction Action, string Reason, bool IsInline, int? Step = null);

    /// <summary>A dependency, by the places of both steps.</summary>
    /// <param name="From">The step that is needed.</param>
    /// <param name="To">The step that needs it.</param>
    /// <param name="IsOrderOnly">Whether it only has to be complete first.</param>
    internal readonly record struct Arrow(int From, int To, bool IsOrderOnly);

    /// <summary>Draws a plan.</summary>
    public static PlanDiagram Of(Plan plan)
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

    /// <summary>The name of a state's class in style sheets: <c>run</c>, <c>cached</c>, <c>blocked</c>, <c>idle</c>.</summary>
    public static string ClassOf(PlannedAction action) => action == PlannedAction.NotNeeded ? "idle" : StateText.Of(action);
}
