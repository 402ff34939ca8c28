namespace Tango.Benchmarks.Peers.Tools;

/// <summary>Wireit: scripts of one package. Full paths are in its fingerprints, so its cache is of use only in the folder where it was filled.</summary>
internal sealed class WireitTool : NodeTool
{
    protected override string Package => "wireit";

    protected override void Write(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        var scripts = Members(graph, _ => "wireit");
        var wireit = Members(graph, step => new
        {
            command = graph.Command(step),
            dependencies = Names(graph.Steps[step]),
            files = (string[])[PeerGraph.Input(step)],
            output = (string[])[PeerGraph.Output(step)],
        });
        scripts["all"] = "wireit";
        wireit["all"] = new { dependencies = Names(graph.Last) };
        WriteJson(workspace, "package.json", new { name = "peer", @private = true, version = "1.0.0", scripts, wireit });
    }

    protected override void Start(PeerWorkspace workspace) =>
        ToolProcess.Run(workspace.Directory, "npm", ["run", "all"], ("WIREIT_LOGGER", "simple"), ("WIREIT_PARALLEL", ToolProcess.Jobs));
}
