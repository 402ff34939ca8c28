using System.Collections.Immutable;
using Tango.Build.Tasks.Summaries;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests.Summaries;

/// <summary>The table of metrics in the summary of a pull request.</summary>
public sealed class MetricChangesTests
{
    [Theory]
    [InlineData("", "m.loss=1", "")]
    [InlineData("m.loss=2", "", "| m.loss | new | 2 |  |")]
    [InlineData("m.loss=2", "m.loss=1.6", "| m.loss | 1.6 | 2 | +0.4 (+25 %) |")]
    [InlineData("m.loss=0.086", "m.loss=0.0859", "| m.loss | 0.0859 | 0.086 | +0.0001 (+0.12 %) |")]
    [InlineData("m.loss=1", "m.loss=4", "| m.loss | 4 | 1 | -3 (-75 %) |")]
    [InlineData("m.x=-1", "m.x=-2", "| m.x | -2 | -1 | +1 (+50 %) |")]
    [InlineData("m.x=5", "m.x=0", "| m.x | 0 | 5 | +5 |")]
    [InlineData("m.x=NaN", "m.x=1", "| m.x | 1 | NaN |  |")]
    [InlineData("m.x=3 m.y=1", "M.x=2 M.y=2", @"| m.x | 2 | 3 | +1 (+50 %) || m.y | 2 | 1 | -1 (-50 %) |")]
    [InlineData("m.a|b=1", "m.a|b=2", @"| m.a\|b | 2 | 1 | -1 (-50 %) |")]
    public void Each_metric_that_differs_has_a_row(string here, string before, string rows) =>
        Assert.Equal(rows, string.Concat(Write(here, before).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)));

    [Theory]
    [InlineData("m.x=1", "m.x=1", "Metrics against main (0123456): all 1 are equal.\n\n")]
    [InlineData("m.x=NaN m.y=2", "m.x=NaN m.y=2", "Metrics against main (0123456): all 2 are equal.\n\n")]
    [InlineData("m.x=1 m.y=2", "m.x=1 m.y=3", "Metrics against main (0123456):\n\n| metric | base | here | change |\n| --- | ---: | ---: | ---: |\n| m.y | 3 | 2 | -1 (-33.33 %) |\n\n1 more is equal.\n\n")]
    public void Equal_ones_are_a_number(string here, string before, string text) => Assert.Equal(text, Write(here, before));

    [Fact]
    public void A_thousand_are_cut()
    {
        var text = Write(string.Join(' ', Enumerable.Range(0, 1000).Select(number => $"m.x{number}=1")), "");

        Assert.Equal(52, text.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)));
        Assert.EndsWith("\n… and 950 more that differ.\n\n", text, StringComparison.Ordinal);
    }

    private static string Write(string here, string before) => new MetricChanges("main", new RunRecord
    {
        Project = "/App.csproj",
        StateDirectory = "/obj",
        ToolVersion = "1",
        Host = "vm",
        Ended = DateTimeOffset.UnixEpoch,
        Source = new SourceState("0123456789", "main", IsDirty: false),
        Steps = [.. Read(before).Select(step => new StepRecord { Name = step.Key, UniqueId = "", State = StepState.Ran, Metrics = step.Value })],
    }).Write([.. Read(here).Select(step => new StepOutcome(step.Key, "", StepState.Ran) { Metrics = step.Value })]);

    private static Dictionary<string, ImmutableSortedDictionary<string, double>> Read(string metrics) => metrics.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(metric => metric.Split('.', '='))
        .Select(parts => (Step: parts[0], Name: parts[1], Value: double.Parse(string.Join('.', parts[2..]), System.Globalization.CultureInfo.InvariantCulture)))
        .GroupBy(metric => metric.Step)
        .ToDictionary(step => step.Key, step => step.ToImmutableSortedDictionary(metric => metric.Name, metric => metric.Value));
}
