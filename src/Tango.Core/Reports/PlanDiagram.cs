using System.Collections.Immutable;
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
    internal sealed record Box(string Name, string Type, PlannedAction Action, string Reason, bool IsInline);

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
        foreach (var step in plan.Steps)
        {
            var node = step.Node;
            boxes.Add(new Box(node.Name, node.Type.ClassName, step.Action, step.ReasonText, node.IsInline));
            arrows.AddRange(node.Inputs.Select(input => new Arrow(input.Index, node.Index, IsOrderOnly: false)));
            arrows.AddRange(node.OrderOnly.Select(input => new Arrow(input.Index, node.Index, IsOrderOnly: true)));
        }

        return new PlanDiagram(boxes.MoveToImmutable(), arrows.ToImmutable());
    }

    /// <summary>The name of a state's class in style sheets: <c>run</c>, <c>cached</c>, <c>blocked</c>, <c>idle</c>.</summary>
    public static string ClassOf(PlannedAction action) => action == PlannedAction.NotNeeded ? "idle" : StateText.Of(action);
}
