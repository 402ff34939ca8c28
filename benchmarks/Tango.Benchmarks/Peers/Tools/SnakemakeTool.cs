using System.Text.Json;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>Snakemake: one rule for all steps, with its cache between workflows. It compares times, and the content of small files.</summary>
internal sealed class SnakemakeTool : GraphTool
{
    public override string Name => "Snakemake";

    public override int MostSteps => 1_000;

    public override bool ComparesContent => true;

    public override bool HasCache => true;

    public override string? FindVersion() => ToolProcess.VersionOf("snakemake");

    public override void Prepare(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        var needed = Enumerable.Range(0, graph.Count).ToDictionary(PeerGraph.Name, step => graph.Steps[step].Select(PeerGraph.Output));
        workspace.Write("Snakefile", $$"""
            needed = {{JsonSerializer.Serialize(needed)}}

            rule all:
                input: {{JsonSerializer.Serialize(graph.Last.Select(PeerGraph.Output))}}

            rule step:
                input: "in/{step}.txt", lambda wildcards: needed[wildcards.step]
                output: "out/{step}.txt"
                cache: True
                shell: "echo {wildcards.step} >> {{PeerWorkspace.Marks}}; cksum {input} > {output}"

            """);
    }

    protected override void Start(PeerWorkspace workspace) =>
        ToolProcess.Run(workspace.Directory, "snakemake", ["--cores", ToolProcess.Jobs, "--cache", "--quiet"], ("SNAKEMAKE_OUTPUT_CACHE", workspace.Cache));
}
