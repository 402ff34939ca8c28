using System.Globalization;
using System.Text;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>GNU make: compares times.</summary>
internal sealed class MakeTool : GraphTool
{
    public override string Name => "GNU make";

    public override string? FindVersion() => ToolProcess.VersionOf("make")?.Replace("GNU Make ", "", StringComparison.Ordinal);

    public override void Prepare(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        var text = new StringBuilder(".PHONY: all\nall:");
        text.AppendJoin("", graph.Last.Select(step => $" {PeerGraph.Output(step)}")).Append('\n');
        for (var step = 0; step < graph.Count; step++)
            text.Append(CultureInfo.InvariantCulture, $"{PeerGraph.Output(step)}: {string.Join(' ', graph.Inputs(step))}\n\t{graph.Command(step)}\n");

        workspace.Write("Makefile", text.ToString());
    }

    protected override void Start(PeerWorkspace workspace) => ToolProcess.Run(workspace.Directory, "make", ["--silent", $"-j{ToolProcess.Jobs}"]);
}
