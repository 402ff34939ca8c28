namespace Tango.Benchmarks.Peers.Tools;

/// <summary>Nx: targets of one project. Without its daemon: no tool here leaves a process behind that knows what changed.</summary>
internal sealed class NxTool : NodeTool
{
    public override bool HasCache => true;

    protected override string Package => "nx";

    protected override void Write(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        WriteJson(workspace, "package.json", new { name = "peer", @private = true, version = "1.0.0" });
        WriteJson(workspace, "nx.json", new { analytics = false });
        var targets = Members(graph, step => new
        {
            command = graph.Command(step),
            cache = true,
            dependsOn = Names(graph.Steps[step]),
            inputs = (object[])["{projectRoot}/" + PeerGraph.Input(step), new { dependentTasksOutputFiles = "**/*.txt" }],
            outputs = (string[])["{projectRoot}/" + PeerGraph.Output(step)],
        });
        targets["all"] = new { executor = "nx:noop", dependsOn = Names(graph.Last) };
        WriteJson(workspace, "project.json", new { name = "peer", targets });
    }

    protected override void Start(PeerWorkspace workspace) => ToolProcess.Run(
        workspace.Directory,
        ProgramIn(workspace),
        ["run", "peer:all", "--outputStyle=static", $"--parallel={ToolProcess.Jobs}"],
        ("NX_DAEMON", "false"),
        ("NX_TUI", "false"),
        ("NX_NO_CLOUD", "true"),
        ("NX_INTERACTIVE", "false"),
        ("NX_CACHE_DIRECTORY", workspace.Cache),
        ("NX_WORKSPACE_DATA_DIRECTORY", workspace.Cache + "-data"));
}
