using Microsoft.Build.Framework;

namespace Tango.Build.Tasks;

/// <summary>Says what a build would do with each step, and why. Starts nothing and writes nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanTangoSteps : PipelineTask
{
    /// <summary>Each step, after those it depends on, with what would be done and why.</summary>
    [Output]
    public ITaskItem[] PlannedSteps { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var request = CreateRequest(worker: null);
        var plan = TangoEngine.PlanAsync(request, cancellationToken).GetAwaiter().GetResult();

        Diagnostics.LogAll(plan.Warnings);
        Log.LogMessage(MessageImportance.High, "{0}", PlanTable.Format(Path.GetFileNameWithoutExtension(ProjectFile), plan));
        PlannedSteps = PlanItems.Of(plan, request.CacheDirectory);
    }
}
