using System.Globalization;
using Tango.Benchmarks.Measuring;
using Tango.Benchmarks.Peers;
using Tango.Benchmarks.Peers.Tools;
using Tango.Build.TestKit;

namespace Tango.Benchmarks;

/// <summary>The same graphs by the tools that a team would choose from. Each scenario is checked by the marks that steps leave: a tool that runs more or fewer than it must ends the benchmark.</summary>
internal static class PeersBenchmark
{
    // Chains and steps that need all others at one size: the rest is told by the layers.
    private const int OtherShapes = 100;

    private static readonly GraphTool[] Tools =
    [
        new TangoStepsTool(), new TangoCommandsTool(), new NinjaTool(), new MakeTool(), new MSBuildTool(), new DoitTool(), new SnakemakeTool(), new TurboTool(), new NxTool(), new WireitTool(),
    ];

    public static void Run(Options options, TextWriter output)
    {
        var installed = WriteVersions(options, output);
        var table = new Table(
            output, 2, "tool", "graph", "steps", "cold", "up to date", "one leaf changed", "one root changed", "inputs touched", "fresh clone");
        foreach (var graph in Graphs(options))
            Measure(graph, [.. installed.Where(tool => tool.MostSteps >= graph.Count)], options, table);
    }

    private static IEnumerable<PeerGraph> Graphs(Options options)
    {
        foreach (var steps in options.Steps ?? [10, 100, 1_000, 10_000])
            yield return PeerGraph.Layers(steps);

        var other = options.Steps?.Min() ?? OtherShapes;
        yield return PeerGraph.Chain(other);
        yield return PeerGraph.FanIn(other);
    }

    private static List<GraphTool> WriteVersions(Options options, TextWriter output)
    {
        var table = new Table(output, 2, "tool", "version", "steps at most", "compares", "cache for clones");
        var installed = new List<GraphTool>();
        foreach (var tool in Tools.Where(tool => options.Tools is null || options.Tools.Contains(tool.Name)))
        {
            var version = tool.FindVersion();
            table.Row(
                tool.Name,
                version ?? "not installed",
                tool.MostSteps == int.MaxValue ? "" : Number(tool.MostSteps),
                tool.ComparesContent ? "content" : "times",
                tool.HasCache ? "yes" : "no: a clone is a cold run");
            if (version is not null)
                installed.Add(tool);
        }

        return installed;
    }

    private static void Measure(PeerGraph graph, GraphTool[] tools, Options options, Table table)
    {
        var cells = new Dictionary<(string Part, Scenario Scenario), ScenarioTimings>();
        for (var round = 0; round < (options.Rounds ?? (graph.Count > 1_000 ? 1 : 3)); round++)
        {
            foreach (var tool in tools)
            {
                using var directory = TestDirectory.Create();
                new ScenarioRun(tool, PeerWorkspace.Create(directory.PathOf("peer"), graph), (part, scenario, timing, ran) =>
                {
                    if (!cells.TryGetValue((part, scenario), out var timings))
                        cells[(part, scenario)] = timings = new();

                    timings.Add(timing, ran);
                }).Run();
            }
        }

        foreach (var part in cells.Keys.Select(key => key.Part).Distinct())
            table.Row([part, graph.Shape, Number(graph.Count), .. Enum.GetValues<Scenario>().Select(scenario => cells[(part, scenario)].Write())]);
    }

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
