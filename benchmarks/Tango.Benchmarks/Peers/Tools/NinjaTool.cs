using System.Globalization;
using System.Text;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>Ninja: compares times and commands.</summary>
internal sealed class NinjaTool : GraphTool
{
    public override string Name => "ninja";

    public override string? FindVersion() => ToolProcess.VersionOf("ninja");

    public override void Prepare(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        var text = new StringBuilder("rule step\n  command = $run\n");
        for (var step = 0; step < graph.Count; step++)
            text.Append(CultureInfo.InvariantCulture, $"build {PeerGraph.Output(step)}: step {string.Join(' ', graph.Inputs(step))}\n  run = {graph.Command(step)}\n");

        workspace.Write("build.ninja", text.ToString());
    }

    protected override void Start(PeerWorkspace workspace) => ToolProcess.Run(workspace.Directory, "ninja", ["--quiet", $"-j{ToolProcess.Jobs}"]);
}
