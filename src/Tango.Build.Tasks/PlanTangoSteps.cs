using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Graph.Projects;
using Tango.Planning;

namespace Tango.Build.Tasks;

/// <summary>Plans what a build would do with each step, and why. Starts nothing and writes nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanTangoSteps : PipelineTask
{
    /// <summary>Each step, after those it depends on, with its action and reasons.</summary>
    [Output]
    public ITaskItem[] PlannedSteps { get; private set; } = [];

    /// <summary>The plan, for plans of projects that refer to this one.</summary>
    [Output]
    public ITaskItem? Pipeline { get; private set; }

    /// <summary>A directory to which the plan is written as JSON, for tools; empty: none.</summary>
    public string? JsonDirectory { get; set; }

    /// <summary><c>All</c>: each step has a row in the printed plan. Empty or <c>Auto</c>: a long plan is shortened.</summary>
    public string? Rows { get; set; }

    /// <summary>Whether the plan is not printed, because another project's graph or report needs it.</summary>
    public bool IsQuiet { get; set; }

    private bool ShowsAllRows() => Rows?.Trim().ToLowerInvariant() switch
    {
        null or "" or "auto" => false,
        "all" => true,
        _ => throw Settings.Invalid(Names.Properties.TangoPlanRows, Rows, "write Auto or All"),
    };

    private protected override void Run(CancellationToken cancellationToken)
    {
        var showsAll = ShowsAllRows();
        var request = CreateRequest(worker: null);
        var plan = TangoEngine.PlanAsync(request, cancellationToken).GetAwaiter().GetResult();

        Diagnostics.LogAll(plan.Warnings);
        Log.LogLines(IsQuiet ? MessageImportance.Low : MessageImportance.High, PlanTable.Format(Path.GetFileNameWithoutExtension(ProjectFile), plan, showsAll));
        if (!string.IsNullOrWhiteSpace(JsonDirectory))
            WriteJson(FullDirectory(JsonDirectory), request, plan);

        PlannedSteps = PlanItems.From(plan, request.CacheDirectory);
        Pipeline = new TaskItem(Escaping.Escape(ProjectFile));
        Pipeline.SetMetadata(Names.Metadata.TangoPipeline, ReferencedPipelineFile.ToText(TangoEngine.Describe(request, plan)));
    }

    private static void WriteJson(string directory, PipelineRequest request, Plan plan)
    {
        var locator = new ItemLocator();
        PlanJson.WriteTo(directory, request.ProjectFile, request.StateDirectory, plan, step => locator.Locate(new DiagnosticSubject(step.File, step.Name)).Line);
    }
}
