using System.Text.Json;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>doit: compares times, and then MD5 of the content.</summary>
internal sealed class DoitTool : GraphTool
{
    public override string Name => "doit";

    public override int MostSteps => 1_000;

    public override bool ComparesContent => true;

    public override string? FindVersion() => ToolProcess.VersionOf("doit");

    public override void Prepare(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        var steps = Enumerable.Range(0, graph.Count)
            .Select(step => new { name = PeerGraph.Name(step), file_dep = graph.Inputs(step), targets = (string[])[PeerGraph.Output(step)], actions = (string[])[graph.Command(step)] });
        workspace.Write("dodo.py", $"def task_step():\n    yield from {JsonSerializer.Serialize(steps)}\n");
    }

    protected override void Start(PeerWorkspace workspace) => ToolProcess.Run(workspace.Directory, "doit", ["-n", ToolProcess.Jobs, "--verbosity", "0"]);
}
