using System.Collections.Immutable;
using System.Globalization;
using Tango.Planning;

namespace Tango.Reports;

/// <summary>A diagram in which each family of steps with one state is one box. Families may depend on each other in a circle, which single steps cannot.</summary>
internal static class DiagramFamilies
{
    /// <summary>Ever smaller diagrams, down to one that always fits, each with what was done.</summary>
    public static IEnumerable<(PlanDiagram Diagram, string How)> Smaller(PlanDiagram whole)
    {
        foreach (var familyOf in StepFamilies.Levels)
            yield return (Collapse(whole, box => familyOf(box.Name)), "steps whose names differ only in numbers are one box");

        var types = Collapse(whole, box => box.Type);
        yield return (types, "all steps of a type are one box");
        yield return (types with { Arrows = [] }, "all steps of a type are one box, and arrows are left out");
        yield return (Collapse(whole, _ => "steps"), "all steps are one box for each state");
    }

    /// <summary>The size of a diagram in words.</summary>
    public static string SizeOf(PlanDiagram diagram) => string.Create(CultureInfo.InvariantCulture, $"{diagram.Boxes.Length} steps with {diagram.Arrows.Length} arrows");

    /// <summary>The smaller diagram.</summary>
    /// <param name="familyOf">The name of a box's family.</param>
    public static PlanDiagram Collapse(PlanDiagram diagram, Func<PlanDiagram.Box, string> familyOf)
    {
        var places = new Dictionary<(string Family, PlannedAction Action, bool IsInline), int>();
        var members = new List<List<PlanDiagram.Box>>();
        var placeOf = new int[diagram.Boxes.Length];
        for (var index = 0; index < placeOf.Length; index++)
        {
            var box = diagram.Boxes[index];
            var key = (familyOf(box), box.Action, box.IsInline);
            if (!places.TryGetValue(key, out var place))
            {
                places.Add(key, place = members.Count);
                members.Add([]);
            }

            members[place].Add(box);
            placeOf[index] = place;
        }

        return new PlanDiagram([.. members.Select(boxes => Merge(boxes, familyOf(boxes[0])))], Arrows(diagram, placeOf));
    }

    private static PlanDiagram.Box Merge(List<PlanDiagram.Box> boxes, string family)
    {
        if (boxes.Count == 1)
            return boxes[0];

        var types = boxes.Select(box => box.Type).Distinct().ToList();
        return boxes[0] with { Name = family, Type = TypeOf(types, boxes.Count), Reason = "", Step = null };
    }

    private static string TypeOf(List<string> types, int count) => types.Count == 1 ? $"{count} × {types[0]}" : $"{count} steps";

    private static ImmutableArray<PlanDiagram.Arrow> Arrows(PlanDiagram diagram, int[] placeOf) =>
        [.. diagram.Arrows
            .Select(arrow => arrow with { From = placeOf[arrow.From], To = placeOf[arrow.To] })
            .Where(arrow => arrow.From != arrow.To)
            .Distinct()];
}
