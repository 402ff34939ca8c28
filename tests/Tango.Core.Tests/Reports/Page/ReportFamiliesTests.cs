using System.Collections.Immutable;
using Tango.Planning;
using Tango.Reports;
using Tango.Reports.Page;

namespace Tango.Core.Tests.Reports.Page;

public sealed class ReportFamiliesTests
{
    [Fact]
    public void Steps_whose_names_differ_in_their_last_number_are_one()
    {
        var families = ReportFamilies.Of(Diagram(["load", "clean-1", "clean-2", "train-1-a", "train-2-a", "end"], [new(0, 1, false), new(0, 2, false), new(1, 3, false), new(2, 4, true), new(3, 5, false)]));

        Assert.Equal(["load", "clean-*", "train-*-a", "end"], families.Members.Select(family => family.Name));
        Assert.Equal([new(0, 1, false), new(1, 2, false), new(1, 2, true), new(2, 3, false)], families.Arrows.ToArray());
    }

    [Fact]
    public void Where_these_are_too_many_all_numbers_are_left_out()
    {
        var names = from set in Enumerable.Range(0, 100) from part in Enumerable.Range(0, 3) select $"clean-{set}-{part}";

        Assert.Equal("clean-*-*", Assert.Single(ReportFamilies.Of(Diagram([.. names], [])).Members).Name);
    }

    private static PlanDiagram Diagram(string[] names, ImmutableArray<PlanDiagram.Arrow> arrows) =>
        new([.. names.Select((name, index) => new PlanDiagram.Box(name, "Type", PlannedAction.Run, "", IsInline: false, index))], arrows);
}
