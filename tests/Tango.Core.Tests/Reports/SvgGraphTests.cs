using System.Globalization;
using System.Xml.Linq;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Reports;

namespace Tango.Core.Tests.Reports;

public sealed class SvgGraphTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_file_of_its_own_has_its_namespace_its_styles_and_no_dead_links()
    {
        _project.Declare<Constant>("größe 1", "Value=1").Declare<Plus>("sum", "Left=ref:größe 1");

        var svg = XDocument.Parse(SvgGraph.From(PlanDiagram.From(_project.Plan()))).Root!;

        Assert.Equal(Svg + "svg", svg.Name);
        Assert.Contains(".run rect { fill: #ffe8c2; stroke: #c77700; }", svg.Element(Svg + "style")!.Value, StringComparison.Ordinal);
        Assert.Equal(["größe 1", "sum"], svg.Descendants(Svg + "a").Select(box => box.Elements(Svg + "text").First().Value));
        Assert.DoesNotContain(svg.Descendants().Attributes(), attribute => attribute.Name.LocalName == "href");
        Assert.NotNull(svg.Attribute("viewBox"));
        Assert.Null(svg.Element(Svg + "desc"));
        Assert.Empty(svg.Elements(Svg + "text"));
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, true)]
    [InlineData(2_000, true)]
    public void Families_of_a_larger_plan_are_one_box(int steps, bool isCollapsed)
    {
        using var sample = ReportSample.OfSweep(steps);

        var svg = XDocument.Parse(SvgGraph.From(PlanDiagram.From(sample.Plan))).Root!;

        var boxes = svg.Descendants(Svg + "a").Count();
        Assert.InRange(boxes, 1, SvgGraph.MaxBoxes);
        Assert.Equal(isCollapsed, boxes < steps);
        Assert.Equal(isCollapsed, svg.Element(Svg + "desc")?.Value.StartsWith($"{steps} steps with ", StringComparison.Ordinal) ?? false);
        Assert.Equal(isCollapsed ? [$"{steps} steps: steps whose names differ only in numbers are one box"] : [], svg.Elements(Svg + "text").Select(note => note.Value));

        // What is outside of it is not seen.
        var size = svg.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
        Assert.All(svg.Descendants(Svg + "text"), text => Assert.InRange((double)text.Attribute("y")!, 0, size[3]));
        Assert.All(svg.Elements(Svg + "text"), note => Assert.InRange((double)note.Attribute("x")! + 6 * note.Value.Length, 0, size[2]));
    }
}
