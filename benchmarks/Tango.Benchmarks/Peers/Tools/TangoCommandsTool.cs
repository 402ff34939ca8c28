using Tango.Build.TestKit;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>The commands that the other tools run, in a project whose SDK is Tango.Build: nothing is compiled. Outputs are in the workspace.</summary>
internal sealed class TangoCommandsTool : TangoTool
{
    public override string Name => "Tango.Build, commands";

    public override void Prepare(PeerWorkspace workspace)
    {
        // As they are in the package.
        Copy("build", workspace.PathOf("sdk/build"));
        Copy("build/Sdk", workspace.PathOf("sdk/Sdk"));

        var graph = workspace.Graph;
        var project = Use(ProjectCreator.Create(workspace.PathOf("steps.proj")), workspace).Import("sdk/Sdk/Sdk.props");
        for (var step = 0; step < graph.Count; step++)
        {
            project.ItemInclude(
                "TangoStep",
                PeerGraph.Name(step),
                [
                    new("Type", "Command"),
                    new("Run", graph.Command(step)),
                    new("Inputs", string.Join(';', [PeerGraph.Input(step), .. graph.Steps[step].Select(needed => $"ref:{PeerGraph.Name(needed)}")])),
                    new("Outputs", PeerGraph.Output(step)),
                ]);
        }

        project.Import("sdk/Sdk/Sdk.targets").Save();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(from)))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
