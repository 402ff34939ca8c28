using Tango.Build.TestKit;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>MSBuild by itself: a target with inputs and outputs for each step. It compares times, and runs the targets of a project one after the other.</summary>
internal sealed class MSBuildTool : GraphTool
{
    public override string Name => "MSBuild targets";

    public override string? FindVersion() => DotNet.RunAsync(Repository.Root, ["msbuild", "-version", "-nologo"]).GetAwaiter().GetResult().EnsureSuccess().Output;

    public override void Prepare(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        var targets = Enumerable.Range(0, graph.Count).Select(step => $"""
              <Target Name="{PeerGraph.Name(step)}" DependsOnTargets="{string.Join(';', graph.Steps[step].Select(PeerGraph.Name))}" Inputs="{string.Join(';', graph.Inputs(step))}" Outputs="{PeerGraph.Output(step)}">
                <Exec Command="{graph.Command(step).Replace(">", "&gt;", StringComparison.Ordinal)}" />
              </Target>
            """);
        workspace.Write("steps.proj", $"""
            <Project DefaultTargets="All">
            {string.Join('\n', targets)}
              <Target Name="All" DependsOnTargets="{string.Join(';', graph.Last.Select(PeerGraph.Name))}" />
            </Project>
            """);
    }

    protected override void Start(PeerWorkspace workspace) =>
        DotNet.RunAsync(workspace.Directory, ["msbuild", "steps.proj", "-nologo", "-v:q"], timeout: TimeSpan.FromMinutes(30)).GetAwaiter().GetResult().EnsureSuccess();
}
