using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Reports;

namespace Tango.Core.Tests.Reports;

/// <summary>Mermaid draws 500 arrows and 50,000 characters, and shows an error instead of anything larger.</summary>
public sealed class MermaidGraphTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(25, 20, 500, false)]
    [InlineData(26, 20, 20, true)]
    [InlineData(26, 1, 26, false)]
    [InlineData(800, 1, 1, true)]
    public void What_it_does_not_draw_is_collapsed(int sources, int totals, int arrows, bool isCollapsed)
    {
        Declare("source-", sources, totals);

        var text = Write();

        Assert.Equal(arrows, text.Split(" --> ").Length - 1);
        Assert.Equal(isCollapsed, text.Contains("are more than Mermaid draws", StringComparison.Ordinal));
    }

    [Fact]
    public void The_file_says_what_it_does_not_show()
    {
        Declare("source-1-", 26, 20);

        var lines = Write().Split('\n');

        Assert.Equal("flowchart LR", lines[0]);
        Assert.Equal("  %% Made by Tango.Build.", lines[1]);
        Assert.Equal("  %% 46 steps with 520 arrows are more than Mermaid draws (500 arrows, 50000 characters): steps whose names differ only in numbers are one box. TangoSteps selects a part; files in .dot have all.", lines[2]);
        Assert.Equal("  s0[\"source-1-#42;<br/><small>26 × Constant</small>\"]:::run", lines[3]);
        Assert.Equal("  s1[\"total-a<br/><small>Total</small>\"]:::run", lines[4]);
    }

    [Fact]
    public void States_stay_apart()
    {
        Declare("source-", 26, 20);

        var plan = _project.Plan();
        plan = plan with { Steps = [.. plan.Steps.Select(step => step.Node.Name is "source-1" or "source-2" ? step with { Action = Tango.Planning.PlannedAction.Cached } : step)] };

        var text = MermaidGraph.From(PlanDiagram.From(plan));
        Assert.Contains("\"source-#42;<br/><small>2 × Constant</small>\"]:::cached", text, StringComparison.Ordinal);
        Assert.Contains("\"source-#42;<br/><small>24 × Constant</small>\"]:::run", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_numbers_in_names_types_are_boxes()
    {
        for (var number = 0; number < 900; number++)
            _project.Declare<Constant>(Letters(number), $"Value={number}");

        _project.Declare<Total>("total", $"Numbers=ref:{Letters(0)};ref:{Letters(1)}");

        var text = Write();

        Assert.Contains("all steps of a type are one box", text, StringComparison.Ordinal);
        Assert.Contains("\"Constant<br/><small>900 × Constant</small>\"", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split(" --> ").Length - 1);
    }

    private string Write()
    {
        var text = MermaidGraph.From(PlanDiagram.From(_project.Plan()));
        Assert.InRange(text.Length, 1, MermaidGraph.MaxCharacters);
        Assert.InRange(text.Split("-> s").Length - 1, 0, MermaidGraph.MaxArrows);
        return text;
    }

    private void Declare(string source, int sources, int totals)
    {
        for (var number = 1; number <= sources; number++)
            _project.Declare<Constant>($"{source}{number}", $"Value={number}");

        for (var number = 0; number < totals; number++)
            _project.Declare<Total>($"total-{(char)('a' + number)}", $"Numbers=ref:{source}*");
    }

    private static string Letters(int number) => $"step-{(char)('a' + number / 26 / 26)}{(char)('a' + number / 26 % 26)}{(char)('a' + number % 26)}-with-a-long-name";
}
