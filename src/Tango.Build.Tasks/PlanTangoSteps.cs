using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
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

    private protected override void Run(CancellationToken cancellationToken)
    {
        var request = CreateRequest(worker: null);
        var plan = TangoEngine.PlanAsync(request, cancellationToken).GetAwaiter().GetResult();

        Diagnostics.LogAll(plan.Warnings);
        Log.LogLines(MessageImportance.High, PlanTable.Format(Path.GetFileNameWithoutExtension(ProjectFile), plan));
        if (!string.IsNullOrWhiteSpace(JsonDirectory))
            PlanJson.WriteTo(FullDirectory(JsonDirectory), ProjectFile, plan);

        PlannedSteps = PlanItems.From(plan, request.CacheDirectory);
        Pipeline = new TaskItem(Escaping.Escape(ProjectFile));
        Pipeline.SetMetadata(Names.Metadata.TangoPipeline, ReferencedPipelineFile.ToText(TangoEngine.Describe(request, plan)));
    }
}
