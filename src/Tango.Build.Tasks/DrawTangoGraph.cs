using Microsoft.Build.Framework;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Reports;

namespace Tango.Build.Tasks;

/// <summary>Writes the graph of the project's steps, with the action of the next build for each, for drawing tools.</summary>
[MSBuildMultiThreadableTask]
public sealed class DrawTangoGraph : PipelineTask
{
    private const string DefaultName = "graph";

    /// <summary>The files to write, separated by <c>;</c>, relative to the project; empty: <c>graph.mmd</c> and <c>graph.dot</c> in the project's state directory.</summary>
    public string? Files { get; set; }

    /// <summary>The target framework, if the project has several.</summary>
    public string Framework { get; set; } = "";

    /// <summary>The files that were written.</summary>
    [Output]
    public ITaskItem[] Written { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var request = CreateRequest(worker: null);
        var files = Wanted(request.StateDirectory);
        var drawings = files.ConvertAll(file => (file, Drawing: DrawingFor(file)));
        var diagram = PlanDiagram.From(PlanCut.To(TangoEngine.PlanAsync(request, cancellationToken).GetAwaiter().GetResult(), request.Select));
        var output = new OutputFiles(Log, ProjectFile, Names.Properties.TangoGraphFile, request.StateDirectory);
        try
        {
            foreach (var (file, drawing) in drawings)
                output.Write(file, drawing(diagram));
        }
        finally
        {
            output.Announce();
            Written = output.Items;
        }
    }

    private List<string> Wanted(string stateDirectory)
    {
        var files = new List<string>();
        foreach (var file in (Files ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            files.Add(OutputFiles.PathFor(Full(file, Names.Properties.TangoGraphFile), Framework));

        if (files.Count > 0)
            return files;

        return [Path.Combine(stateDirectory, DefaultName + ".mmd"), Path.Combine(stateDirectory, DefaultName + ".dot")];
    }

    private Func<PlanDiagram, string> DrawingFor(string file) => GraphDrawing.ForFile(file) ?? throw new TangoException(Descriptors.InvalidSetting.Create(
        new DiagnosticSubject(ProjectFile), Names.Properties.TangoGraphFile, file, GraphDrawing.Expected));
}
