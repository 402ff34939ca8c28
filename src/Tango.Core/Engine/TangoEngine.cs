using Tango.Engine.UpToDate;
using Tango.Graph.Projects;
using Tango.IO;
using Tango.Planning;
using Tango.Reports;
using Tango.Runs;
using Tango.Runs.Tracing;

namespace Tango.Engine;

/// <summary>The phases of a build in order: resolve, identify, plan, execute, record.</summary>
internal static class TangoEngine
{
    /// <summary>Plans a project's pipeline. Starts nothing and writes nothing.</summary>
    /// <exception cref="TangoException">The declarations have errors: all of them.</exception>
    public static Task<Plan> PlanAsync(PipelineRequest request, CancellationToken cancellationToken = default) =>
        FileSystemWork.RunAsync(() => PlanNowAsync(request, cancellationToken), cancellationToken);

    private static async Task<Plan> PlanNowAsync(PipelineRequest request, CancellationToken cancellationToken)
    {
        var state = new StateFiles(request.StateDirectory);
        var run = new PipelineRun(request with { Assemblies = request.Assemblies?.WithDependencies() }, state, UpToDateFile.Read(state.UpToDate), isBuild: false);
        await using var end = run.ConfigureAwait(false);
        var graph = run.Resolve(remember: false);
        var identities = run.Identify(graph, cancellationToken);
        await run.InspectAsync(graph, identities, quarantine: false, cancellationToken).ConfigureAwait(false);
        return await run.PlanAsync(graph, identities, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Describes a plan for the projects that refer to this one.</summary>
    public static ReferencedPipeline Describe(PipelineRequest request, Plan plan) => SharedPipeline.From(request, plan);

    /// <summary>
    /// Writes a report of a project's pipeline as one HTML page: what the last run did, what the next build would do and why, the graph, arguments and logs. Starts nothing and
    /// writes nothing.
    /// </summary>
    /// <param name="file">The full path of the file that the page is for, from which links to other pages start; null: none.</param>
    /// <returns>The page, which loads nothing from elsewhere.</returns>
    /// <exception cref="TangoException">The declarations have errors: all of them.</exception>
    public static async Task<string> ReportAsync(PipelineRequest request, string? file = null, CancellationToken cancellationToken = default) =>
        ReportPage.Write([await DescribeForReportAsync(request, file, cancellationToken).ConfigureAwait(false)]);

    /// <summary>The same as what a page has of the project.</summary>
    /// <param name="file">The full path of the file that the page is for, from which links to other pages start; null: none.</param>
    /// <exception cref="TangoException">The declarations have errors: all of them.</exception>
    public static async Task<ReportProject> DescribeForReportAsync(PipelineRequest request, string? file, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);
        return await FileSystemWork.RunAsync(() => ReportHistory.Of(request, plan, file), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings a project's pipeline up to date if <see cref="UpToDateCheck"/> has not confirmed that it is. Errors and failures are returned as diagnostics, not thrown.</summary>
    /// <param name="digest">A digest of everything that the request was created from, 32 bytes, for the next up-to-date check.</param>
    /// <param name="lastRecord">The up-to-date record of the last build.</param>
    /// <param name="cancellationToken">Stops the worker and leaves a usable cache.</param>
    public static async Task<PipelineResult> RunAsync(
        PipelineRequest request,
        byte[] digest,
        UpToDateRecord? lastRecord,
        IRunObserver observer,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var state = new StateFiles(request.StateDirectory);
            var recorder = new UpToDateRecorder(state, request.ProjectDirectory, digest);
            request = FileSystemWork.Run(() => StampAssemblies(request, state, recorder), cancellationToken);
            return await ExecuteAsync(request, state, lastRecord, recorder, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (TangoException exception)
        {
            return new PipelineResult([], [.. exception.Diagnostics], IsUpToDate: false, IsCancelled: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new PipelineResult([], [], IsUpToDate: false, IsCancelled: true);
        }
    }

    private static PipelineRequest StampAssemblies(PipelineRequest request, StateFiles state, UpToDateRecorder recorder)
    {
        state.Create();
        request = request with { Assemblies = request.Assemblies?.WithDependencies() };
        recorder.StampAssemblies(request.Assemblies);
        return request;
    }

    private static async Task<PipelineResult> ExecuteAsync(
        PipelineRequest request,
        StateFiles state,
        UpToDateRecord? lastRecord,
        UpToDateRecorder recorder,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        using var span = RunSpan.Start(request.ProjectFile, request.BuildId);
        var run = FileSystemWork.Run(() => new PipelineRun(request, state, lastRecord, isBuild: true), cancellationToken);
        await using var end = run.ConfigureAwait(false);
        var (graph, identities) = FileSystemWork.RunTask(() => IdentifyAsync(recorder, run, cancellationToken), cancellationToken);
        using var log = RunLog.OfText(state.RunLog);
        using var events = RunLog.OfJson(state.Events);
        using var eventsForTool = request.EventsDirectory is { } directory ? EventsIn(directory) : null;
        var observers = run.Observe([log, events, observer, .. eventsForTool is null ? [] : (IRunObserver[])[eventsForTool]]);
        var (plan, outcomes) = await RunPasses.RunAsync(
            _ =>
            {
                var made = FileSystemWork.RunTask(() => run.PlanAndFetchAsync(graph, identities, observers, cancellationToken), cancellationToken);
                return run.ExecuteAsync(graph, made, observers, cancellationToken);
            },
            (last, uniqueId) => run.GiveUp(last.Plan, uniqueId, observers)).ConfigureAwait(false);
        span?.End(outcomes, cancellationToken.IsCancellationRequested);
        run.CheckComplete(plan, outcomes, cancellationToken.IsCancellationRequested);
        await run.RecordAsync(plan, outcomes, cancellationToken.IsCancellationRequested).ConfigureAwait(false);
        var result = new PipelineResult(outcomes, run.Diagnostics(plan, graph), IsUpToDate: run.HasChangedNothing, cancellationToken.IsCancellationRequested);
        if (result.Succeeded)
        {
            run.ProtectNeeded(plan);
            if (run.IsRepeatable(plan))
                state.Save(() => recorder.Remember(outcomes, run.Recorded, run.OtherFiles, [.. request.KnownWarnings, .. plan.Warnings, .. run.OtherFileWarnings]));
        }

        return result;
    }

    private static RunLog EventsIn(string directory)
    {
        Directory.CreateDirectory(directory);
        return RunLog.OfJson(Path.Combine(directory, $"{RandomName.Create()}.jsonl"));
    }

    private static async Task<IdentifiedGraph> IdentifyAsync(
        UpToDateRecorder recorder, PipelineRun run, CancellationToken cancellationToken)
    {
        var graph = run.Resolve(remember: true);
        recorder.StampInputs(graph, run.Code);
        var identities = run.Identify(graph, cancellationToken);
        // Before the first look at an entry.
        run.ProtectUsed(graph, identities);
        await run.InspectAsync(graph, identities, quarantine: true, cancellationToken).ConfigureAwait(false);
        return new(graph, identities);
    }
}
