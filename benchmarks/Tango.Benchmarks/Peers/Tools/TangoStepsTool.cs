using Tango.Benchmarks.Steps;
using Tango.Build.TestKit;

namespace Tango.Benchmarks.Peers.Tools;

/// <summary>Steps in C#, in a program that is compiled before: as first documented. Results stay in the cache.</summary>
internal sealed class TangoStepsTool : TangoTool
{
    public override string Name => "Tango.Build, C#";

    public override void Prepare(PeerWorkspace workspace)
    {
        var graph = workspace.Graph;
        var project = ProjectCreator.Templates.SdkCsproj(workspace.PathOf("steps.csproj"), "net10.0", "Exe")
            .Property("ImplicitUsings", "enable")
            .Property("Nullable", "enable")
            .ItemInclude("Compile", Repository.PathOf("benchmarks/Tango.Benchmarks/Steps/*.cs"))
            .ItemInclude("Reference", Built("Tango.Core"));
        for (var step = 0; step < graph.Count; step++)
        {
            project.ItemInclude(
                "TangoStep",
                PeerGraph.Name(step),
                [new("Type", nameof(Mix)), new("Input", PeerGraph.Input(step)), new("Others", string.Join(';', graph.Steps[step].Select(needed => $"ref:{PeerGraph.Name(needed)}")))]);
        }

        project.Save();
        workspace.Write("Program.cs", "return 0;\n");
        Use(ProjectCreator.Create(workspace.PathOf("Directory.Build.props")), workspace).Import(Repository.PathOf("build/Tango.Build.props")).Save();
        ProjectCreator.Create(workspace.PathOf("Directory.Build.targets")).Import(Repository.PathOf("build/Tango.Build.targets")).Save();

        // Restored and compiled before: that is not the tool's part.
        Build(workspace, "-p:TangoEnabled=false");
        Build(workspace, "-p:TangoEnabled=false");
    }
}
