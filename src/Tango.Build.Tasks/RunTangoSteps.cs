using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Tango.Build.Tasks.BuildServers;
using Tango.Build.Tasks.Summaries;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Engine.UpToDate;
using Tango.Graph;
using Tango.IO;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>Brings the project's pipeline up to date.</summary>
[MSBuildMultiThreadableTask]
public sealed class RunTangoSteps : WorkerTask
{
    /// <summary>The target framework; empty for a project without one.</summary>
    public string? TargetFramework { get; set; }

    /// <summary>All target frameworks of the project, separated by <c>;</c>; empty if it has one.</summary>
    public string? TargetFrameworks { get; set; }

    /// <summary><c>Tango.Build.Id.proj</c>; empty where tasks cannot build projects.</summary>
    public string? BuildIdProject { get; set; }

    /// <summary>The outcome of each step, in declaration order.</summary>
    [Output]
    public ITaskItem[] Results { get; private set; } = [];

    /// <summary>Every file that this build or earlier ones exported.</summary>
    [Output]
    public ITaskItem[] Exports { get; private set; } = [];

    /// <summary>Those of <see cref="Exports"/> with an item type, with the item type as metadata.</summary>
    [Output]
    public ITaskItem[] ExportedItems { get; private set; } = [];

    /// <summary>Files that earlier builds exported and that this build removed, because no step exports them any more.</summary>
    [Output]
    public ITaskItem[] RemovedExports { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        if (Steps.Length == 0)
        {
            ForgetExports(cancellationToken);
            return;
        }

        byte[] digest = [];
        UpToDateRecord? lastRecord = null;
        PipelineResult? confirmed = null;
        FileSystemWork.Run(
            () =>
            {
                digest = InputDigest.Compute(this);
                lastRecord = UpToDateFile.Read(new StateFiles(StateDirectory).UpToDate);
                confirmed = Settings.Force.Length > 0 && IsForced ? null : UpToDateCheck.Confirm(lastRecord, digest);
            },
            cancellationToken);
        if (confirmed is not null)
            ReportUpToDate(confirmed, cancellationToken);
        else
            ExecutePipeline(digest, lastRecord, cancellationToken);
    }

    private string StateDirectory => Full(Settings.StateDirectory);

    // Asked only where something is forced: names may be those of another project.
    private bool IsForced => !ReadNames(Settings.Force).IsEmpty;

    private void ReportUpToDate(PipelineResult result, CancellationToken cancellationToken)
    {
        if (HasSettingsToCheck())
            CheckSettings();

        if (result.Diagnostics.Count > 0)
            Diagnostics.LogAll(result.Diagnostics);

        // It has nothing that must not reach a log, and the methods that see to that are not compiled for it.
        Log.LogOwnLine(RunSummary.UpToDate(result.Steps.Count));
        Results = ResultItems.From(result.Steps);
        if (HasExports(result.Steps) || File.Exists(ExportList.PathIn(StateDirectory)))
            ReturnExports(result.Steps, ReadDeclarations, cancellationToken);
    }

    private void ExecutePipeline(byte[] digest, UpToDateRecord? lastRecord, CancellationToken cancellationToken)
    {
        var request = CreateRunRequest();
        if (!request.RunsBeforeCompile)
            request = request with { KnownWarnings = [.. LateExportItems.Find(request.Declarations), .. FindLateWebAssets(request)] };

        Diagnostics.LogAll(request.KnownWarnings);
        var observer = new BuildLogObserver(Log, Diagnostics, request.Declarations);
        var summary = new RunSummary(Log, observer);
        var began = DateTimeOffset.UtcNow;
        var result = TangoEngine.RunAsync(request, digest, lastRecord, observer, cancellationToken).GetAwaiter().GetResult();

        Diagnostics.LogAll(result.Diagnostics);
        summary.Write(result, request.StateDirectory);
        WriteJobSummary(result, observer.WordFor, summary.Elapsed, () => MetricsAgainstBase(result, request.BuildId, began));
        Results = ResultItems.From(result.Steps);
        ReturnExports(result.Steps, () => request.Declarations, cancellationToken);
    }

    private PipelineRequest CreateRunRequest()
    {
        try
        {
            var ownership = CreateOwnership();
            return CreateRequest(CreateWorkerSettings()) with
            {
                MayReplace = ownership.MayReplace,
                IsExport = ownership.IsExport,
                OutputFolders = ownership.OutputFolders,
                VerifyExports = ReadVerifyExports(),
                RequestProcessors = Settings.HasParallelism() ? null : wanted => BuildProcessors.Request(BuildEngine, wanted),
                BuildId = BuildId.Find(BuildEngine, BuildIdProject),
            };
        }
        catch (TangoException exception)
        {
            WriteJobSummaryOf(exception);
            throw;
        }
    }

    private void WriteJobSummaryOf(TangoException exception)
    {
        try
        {
            WriteJobSummary(new PipelineResult([], exception.Diagnostics, IsUpToDate: false, IsCancelled: false), static _ => "", TimeSpan.Zero, static () => "");
        }
        catch (TangoException second)
        {
            // E.g. the summary has no valid path. The first error is no less true.
            throw new TangoException([.. exception.Diagnostics, .. second.Diagnostics]);
        }
    }

    private void WriteJobSummary(PipelineResult result, Func<StepOutcome, string> wordFor, TimeSpan elapsed, Func<string> metrics)
    {
        // A second build of the same job has nothing to tell.
        if (result.IsUpToDate && result.Succeeded)
            return;

        var server = BuildServer.Find();
        var wanted = Settings.SummaryFile.Trim();
        var place = wanted.Length == 0 || wanted.Equals("false", StringComparison.OrdinalIgnoreCase) ? wanted : Full(wanted, nameof(PipelineSettings.SummaryFile));
        var project = ProjectName.From(ProjectFile) + (string.IsNullOrEmpty(TargetFrameworks) ? "" : $" ({TargetFramework})");
        if (JobSummaryFile.Find(place, StateDirectory, project, server) is not { } file)
            return;

        var places = new SourcePlaces(server?.Root, Path.GetDirectoryName(ProjectFile)!);
        var text = new JobSummary(project, result, wordFor)
        {
            Elapsed = elapsed,
            Saved = SavedTime.Of(result.Steps),
            Metrics = metrics(),
            PlaceOf = error => places.Show(error, Diagnostics.Locate(error.Subject), ProjectFile),
        };
        if (file.Write(text, Log, ProjectFile) is { } warning)
            Diagnostics.Log(warning);
    }

    private string MetricsAgainstBase(PipelineResult result, string? build, DateTimeOffset began) =>
        Settings.RunsDirectory.Length > 0
        && result.Steps.Any(step => step.Metrics is not null)
        && BaseBranch.Find() is { } branch
        && BranchRecords.FindLast(FullDirectory(Settings.RunsDirectory), ProjectFile, StateDirectory, branch, build, began) is { } record
            ? new MetricChanges(branch, record).Write(result.Steps)
            : "";

    private IReadOnlyList<Diagnostic> FindLateWebAssets(PipelineRequest request) =>
        Settings.StaticWebAssets ? new LateWebAssets(request.ProjectDirectory).Find(request.Declarations) : [];

    private static bool HasExports(IReadOnlyList<StepOutcome> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].ExportedFiles.Count > 0 || steps[i].OutputFiles.Count > 0)
                return true;
        }

        return false;
    }

    private void ReturnExports(IReadOnlyList<StepOutcome> steps, Func<ImmutableArray<StepDeclaration>> declarations, CancellationToken cancellationToken) => new StateFiles(StateDirectory).Access(() =>
    {
        var before = ExportList.Load(StateDirectory);

        // Without outcomes there were errors in the declarations: the exports have not changed.
        var after = steps.Count == 0 ? before : before.After(Path.GetDirectoryName(ProjectFile)!, declarations, steps);
        if (!after.IsSame(before))
            after = Remove(before.Without(after), after, cancellationToken);

        Exports = ExportItems.All(after.Files);
        ExportedItems = ItemsOfExports(TargetAssembly, StateDirectory).Typed(after.Present());
    });

    // The last step was removed from the project.
    private void ForgetExports(CancellationToken cancellationToken) => new StateFiles(StateDirectory).Access(() =>
    {
        var list = ExportList.Load(StateDirectory);
        var left = Remove(list.Files, list.Empty, cancellationToken);
        if (left.Files.Count == 0)
            left.Delete();

        Exports = ExportItems.All(left.Files);
    });

    // Files that other target frameworks export as well are removed by their builds. These may run at the same time, so they are checked again after this list does not contain the
    // files any more.
    private ExportList Remove(IReadOnlyList<ExportedFile> stale, ExportList after, CancellationToken cancellationToken)
    {
        var others = new OtherFrameworks(StateDirectory, TargetFramework, TargetFrameworks);
        var shared = others.Owned(stale);
        var list = after.With(Delete([.. stale.Except(shared)], after.Files, cancellationToken));
        list.Save();
        if (shared.Count > 0 && Delete([.. shared.Except(others.Owned(shared))], after.Files, cancellationToken) is { Count: > 0 } left)
        {
            list = list.With(left);
            list.Save();
        }

        return list;
    }

    // Returns the files that stay in the list: a build that only compares deletes nothing, and files behind a link may be deleted after the link is removed.
    private IReadOnlyList<ExportedFile> Delete(IReadOnlyList<ExportedFile> stale, IReadOnlyList<ExportedFile> exported, CancellationToken cancellationToken)
    {
        if (stale.Count == 0 || ReadVerifyExports())
            return stale;

        using var claim = WrittenPaths.Claim(FullDirectory(Settings.CacheDirectory), stale, Log, cancellationToken);
        var behindLinks = new BehindLinks(LinksTo(TargetAssembly, IntermediateDirectory), stale);
        RemovedExports = [.. RemovedExports, .. ExportItems.All(new StaleExports(Path.GetDirectoryName(ProjectFile)!, Full(TargetAssembly), behindLinks, Log).Delete(stale, exported))];
        Diagnostics.LogAll(behindLinks.Warnings);
        return [.. behindLinks.Files];
    }
}
