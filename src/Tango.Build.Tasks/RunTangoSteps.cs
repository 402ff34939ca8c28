using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Execution;
using Tango.Graph;

namespace Tango.Build.Tasks;

/// <summary>Brings the project's pipeline up to date.</summary>
[MSBuildMultiThreadableTask]
public sealed class RunTangoSteps : PipelineTask
{
    /// <summary>The <c>dotnet</c> host that runs the worker.</summary>
    [Required]
    public string DotNetHost { get; set; } = "";

    /// <summary><c>Tango.Worker.dll</c>.</summary>
    [Required]
    public string WorkerAssembly { get; set; } = "";

    /// <summary>The project's assembly where it runs from.</summary>
    [Required]
    public string TargetAssembly { get; set; } = "";

    /// <summary>The project's <c>.deps.json</c>.</summary>
    [Required]
    public string DepsFile { get; set; } = "";

    /// <summary>The project's <c>.runtimeconfig.json</c>.</summary>
    [Required]
    public string RuntimeConfigFile { get; set; } = "";

    /// <summary>The folder of all intermediate files, of every configuration: <c>BaseIntermediateOutputPath</c>.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>What became of each step, in declaration order.</summary>
    [Output]
    public ITaskItem[] Results { get; private set; } = [];

    /// <summary>Every file at which a result was made available, by this build or by those before it.</summary>
    [Output]
    public ITaskItem[] Exports { get; private set; } = [];

    /// <summary>Those of <see cref="Exports"/> that are to be items of the build, with their item type as metadata.</summary>
    [Output]
    public ITaskItem[] ExportedItems { get; private set; } = [];

    /// <summary>Files that earlier builds exported and that were removed: no step exports them any more.</summary>
    [Output]
    public ITaskItem[] RemovedExports { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        if (Steps.Length == 0)
        {
            ForgetExports();
            return;
        }

        var digest = InputDigest.Of(this);
        if (!IsForced && UpToDateCheck.Confirm(new StateFiles(Full(StateDirectory)), FullDirectory(CacheDirectory), digest) is { } confirmed)
            TellUpToDate(confirmed);
        else
            BringUpToDate(digest, cancellationToken);
    }

    private bool IsForced => !string.IsNullOrEmpty(Force) && !ReadNames(Force).IsEmpty;

    private void TellUpToDate(PipelineResult result)
    {
        CheckSettings();
        if (result.Diagnostics.Count > 0)
            Diagnostics.LogAll(result.Diagnostics);

        Log.LogMessage(MessageImportance.High, "{0}", RunSummary.UpToDate(result.Steps.Count));
        Results = ResultItems.Of(result.Steps);
        if (HasExports(result.Steps) || File.Exists(ExportList.PathIn(Full(StateDirectory))))
            GiveBackExports(result.Steps);
    }

    private void BringUpToDate(byte[] digest, CancellationToken cancellationToken)
    {
        var request = CreateRequest(CreateWorkerSettings()) with { MayReplace = MayReplace };
        if (!request.RunsBeforeCompile)
            request = request with { KnownWarnings = [.. LateExportItems.Find(request.Declarations)] };

        Diagnostics.LogAll(request.KnownWarnings);
        var observer = new BuildLogObserver(Log, Diagnostics, request.Declarations);
        var summary = new RunSummary(Log, observer);
        var result = TangoEngine.RunAsync(request, digest, observer, cancellationToken).GetAwaiter().GetResult();

        Diagnostics.LogAll(result.Diagnostics);
        summary.Write(result, request.StateDirectory);
        Results = ResultItems.Of(result.Steps);
        GiveBackExports(result.Steps, () => request.Declarations);
    }

    private WorkerSettings CreateWorkerSettings() => new()
    {
        DotNetHost = Full(DotNetHost),
        WorkerAssembly = Full(WorkerAssembly),
        TargetAssembly = Full(TargetAssembly),
        DepsFile = Full(DepsFile),
        RuntimeConfigFile = Full(RuntimeConfigFile),
        ProbingPaths = [.. ProbingPaths],
    };

    private static bool HasExports(IReadOnlyList<StepOutcome> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].ExportedFiles.Count > 0 || steps[i].PlacedFiles.Count > 0)
                return true;
        }

        return false;
    }

    private void GiveBackExports(IReadOnlyList<StepOutcome> steps) => GiveBackExports(steps, ReadDeclarations);

    private void GiveBackExports(IReadOnlyList<StepOutcome> steps, Func<ImmutableArray<StepDeclaration>> declarations) => new StateFiles(Full(StateDirectory)).Access(() =>
    {
        var before = ExportList.Load(Full(StateDirectory));

        // Without outcomes there were mistakes in the declarations: what is exported is as it was.
        var after = steps.Count == 0 ? before : before.After(declarations, steps);
        if (!after.IsSame(before))
        {
            Delete(before.Without(after), after.Files);
            after.Save();
        }

        Exports = ExportItems.All(after.Files);
        ExportedItems = ItemsOfExports(TargetAssembly, StateDirectory).Typed(after.Present());
    });

    // The project's last step is gone.
    private void ForgetExports()
    {
        var list = ExportList.Load(Full(StateDirectory));
        Delete(list.Files, exported: []);
        list.Delete();
    }

    private void Delete(IReadOnlyList<ExportedFile> stale, IReadOnlyList<ExportedFile> exported) =>
        RemovedExports = ExportItems.All(new StaleExports(Full(TargetAssembly), Log).Delete(stale, exported));

    // Only when there is something to replace: who wrote it is found out then.
    private bool MayReplace(string path) => new ExportOwnership(
        Path.GetDirectoryName(ProjectFile)!,
        OutputDirectory(TargetAssembly),
        Full(IntermediateDirectory),
        [Full(TargetAssembly), Full(DepsFile), Full(RuntimeConfigFile)]).Owns(path);
}
