namespace Tango.Benchmarks.Peers.Tools;

/// <summary>Turborepo: scripts of one package. A step runs again when a step before it does, also when that made the same.</summary>
internal sealed class TurboTool : NodeTool
{
    public override bool HasCache => true;

    protected override string Package => "turbo";

    protected override void Write(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        WriteJson(workspace, "package.json", new { name = "peer", @private = true, version = "1.0.0", packageManager = "npm@10.0.0", scripts = Members(graph, graph.Command) });
        WriteJson(workspace, "turbo.json", new
        {
            tasks = Members(graph, step => new { dependsOn = Names(graph.Steps[step]), inputs = (string[])[PeerGraph.Input(step)], outputs = (string[])[PeerGraph.Output(step)] }),
        });
    }

    protected override void Start(PeerWorkspace workspace) => ToolProcess.Run(
        workspace.Directory,
        ProgramIn(workspace),
        ["run", .. Names(workspace.Graph.Last), "--output-logs=errors-only", $"--concurrency={ToolProcess.Jobs}", $"--cache-dir={workspace.Cache}"],
        ("TURBO_TELEMETRY_DISABLED", "1"));
}
