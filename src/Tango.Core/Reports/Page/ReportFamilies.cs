using System.Collections.Immutable;

namespace Tango.Reports.Page;

/// <summary>The families of a diagram's boxes, in the order of their first members, and how they depend on each other: possibly in a circle.</summary>
internal sealed record ReportFamilies(ImmutableArray<ReportFamilies.Family> Members, ImmutableArray<PlanDiagram.Arrow> Arrows)
{
    /// <summary>Boxes with one name but for the numbers in it.</summary>
    internal sealed record Family(string Name, ImmutableArray<int> Boxes);

    /// <summary>Finds the families: with most names, in which only the last number is left out, if these are few enough to draw, else with all numbers left out.</summary>
    public static ReportFamilies Of(PlanDiagram diagram)
    {
        const int Drawable = 80;
        var levels = StepFamilies.Levels.Select(level => Group(diagram, level)).ToList();
        return levels.Find(level => level.Members.Length <= Drawable) ?? levels[^1];
    }

    private static ReportFamilies Group(PlanDiagram diagram, Func<string, string> familyOf)
    {
        var families = Enumerable.Range(0, diagram.Boxes.Length).GroupBy(box => familyOf(diagram.Boxes[box].Name), StringComparer.OrdinalIgnoreCase).ToList();
        var placeOf = new int[diagram.Boxes.Length];
        for (var place = 0; place < families.Count; place++)
        {
            foreach (var box in families[place])
                placeOf[box] = place;
        }

        var arrows = diagram.Arrows
            .Select(arrow => arrow with { From = placeOf[arrow.From], To = placeOf[arrow.To] })
            .Where(arrow => arrow.From != arrow.To)
            .Distinct();
        return new([.. families.Select(family => new Family(NameOf(diagram, family), [.. family]))], [.. arrows]);
    }

    private static string NameOf(PlanDiagram diagram, IGrouping<string, int> family) => family.Count() == 1 ? diagram.Boxes[family.First()].Name : family.Key;
}
