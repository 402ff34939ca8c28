using System.Xml.Linq;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Reports;

namespace Tango.Core.Tests.Reports;

public sealed class PlanGraphTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Mermaid_has_every_step_with_its_state_and_every_dependency()
    {
        await DeclareAsync();

        Assert.Equal(
            """
            flowchart LR
              %% Made by Tango.Build.
              s0["one<br/><small>Constant</small>"]:::cached
              s1["idle<br/><small>Constant</small>"]:::idle
              s2(["sum.Left<br/><small>Constant</small>"]):::run
              s3["sum<br/><small>Plus</small>"]:::run
              s0 -.-> s2
              s2 --> s3
              s0 --> s3
            """.ReplaceLineEndings("\n"),
            Sorted(MermaidGraph.From(PlanDiagram.From(_project.Plan()))));
    }

    [Fact]
    public async Task Dot_has_every_step_with_its_state_and_every_dependency()
    {
        await DeclareAsync();

        var dot = DotGraph.From(PlanDiagram.From(_project.Plan()));

        Assert.StartsWith("digraph tango {\n", dot, StringComparison.Ordinal);
        Assert.Contains("  \"one\" [label=\"one\\nConstant\", fillcolor=\"#d7f0dd\", color=\"#2a7d46\", tooltip=\"cached\"];\n", dot, StringComparison.Ordinal);
        Assert.Contains("tooltip=\"run: first run\", style=\"rounded,filled,dashed\"", dot, StringComparison.Ordinal);
        Assert.Contains("  \"one\" -> \"sum\";\n", dot, StringComparison.Ordinal);
        Assert.Contains("  \"one\" -> \"sum.Left\" [style=dashed];\n", dot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_reasons_are_escaped()
    {
        _project.Declare<Writes>("größe #1 & `c`", "Text=a");
        await _project.RunAsync();
        _project.DeclareAnew().Declare<Writes>("größe #1 & `c`", "Text=\\\"<b>\"");

        var plan = _project.Plan();

        Assert.Contains("s0[\"größe #35;1 #38; #96;c#96;<br/>", MermaidGraph.From(PlanDiagram.From(plan)), StringComparison.Ordinal);
        Assert.Contains("tooltip=\"run: text: a → \\\\\\\"<b>\\\"\"", DotGraph.From(PlanDiagram.From(plan)), StringComparison.Ordinal);
        Assert.Equal("run: text: a → \\\"<b>\"", XElement.Parse(DiagramSvg.Draw(PlanDiagram.From(plan))).Descendants("title").Single().Value);
    }

    [Fact]
    public async Task Svg_is_well_formed_and_draws_dependencies_from_left_to_right()
    {
        await DeclareAsync();

        var svg = XElement.Parse(DiagramSvg.Draw(PlanDiagram.From(_project.Plan())));

        var boxes = svg.Descendants("a").ToDictionary(box => box.Elements("text").First().Value, box => (double)box.Element("rect")!.Attribute("x")!);
        Assert.Equal(4, boxes.Count);
        Assert.True(boxes["one"] < boxes["sum.Left"] && boxes["sum.Left"] < boxes["sum"]);
        Assert.Equal(3, svg.Elements("path").Count());
    }

    [Fact]
    public void A_long_chain_is_drawn()
    {
        _project.Declare<Pure>("s0");
        for (var number = 1; number < 400; number++)
            _project.Declare<Pure>($"s{number}", $"Value=ref:s{number - 1}");

        var svg = XElement.Parse(DiagramSvg.Draw(PlanDiagram.From(_project.Plan())));

        Assert.Equal(400, svg.Elements("a").Count());
    }

    private async Task DeclareAsync()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.RunAsync();
        _project.Declare<Constant>("idle", "Value=2", "OnlyIfNeeded=true");
        _project.Declare<Plus>("sum", "Left={\"type\": \"Tango.Core.Tests.Execution.Steps.Constant\", \"value\": 3, \"DependsOn\": \"one\"}", "Right=ref:one");
    }

    // The order of arrows follows that of steps; colours have a test of their own.
    private static string Sorted(string mermaid) => string.Join('\n', mermaid.Split('\n').Where(line => line.Length > 0 && !line.Contains("classDef", StringComparison.Ordinal)));
}
