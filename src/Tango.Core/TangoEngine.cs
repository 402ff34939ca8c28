using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Planning;
using Tango.Reports;
using Tango.Runs;

namespace Tango;

/// <summary>The program on one page: resolve, identify, plan, execute, record.</summary>
internal static class TangoEngine
{
    // Results can be lost while a build runs, and again while it makes them again; but not for ever.
    private const int MostPasses = 5;

    /// <summary>Plans a project's pipeline. Starts nothing and writes nothing.</summary>
    /// <param name="request">The project.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="TangoException">The declarations have mistakes: all of them.</exception>
    public static async Task<Plan> PlanAsync(PipelineRequest request, CancellationToken cancellationToken = default)
    {
        var state = new StateFiles(request.StateDirectory);
        var run = new PipelineRun(request with { Assemblies = request.Assemblies?.WithDependencies() }, state);
        await using var end = run.ConfigureAwait(false);
        var graph = run.Resolve(remember: false);
        var identities = run.Identify(graph, cancellationToken);
        var touched = UpToDateCheck.TouchedEntries(state, request.CacheDirectory);
        await run.InspectAsync(graph, identities, touched, setAside: false, cancellationToken).ConfigureAwait(false);
        return await run.PlanAsync(graph, identities, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What projects that refer to this one are told of a plan.</summary>
    /// <param name="request">The project.</param>
    /// <param name="plan">Its plan.</param>
    public static ReferencedPipeline Describe(PipelineRequest request, Plan plan) => SharedPipeline.Of(request, plan);

    /// <summary>
    /// Writes up a project's pipeline as one HTML page: what the last run did, what the next build would do and why, the graph, arguments and logs. Starts nothing and
    /// writes nothing.
    /// </summary>
    /// <param name="request">The project.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>The page, which refers to nothing outside itself.</returns>
    /// <exception cref="TangoException">The declarations have mistakes: all of them.</exception>
    public static async Task<string> ReportAsync(PipelineRequest request, CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(request, cancellationToken).ConfigureAwait(false);
        var last = request.RunsDirectory is { } runs ? RunRecordFile.FindLast(runs, request.ProjectFile, request.StateDirectory) : null;
        var cache = new DirectoryStepCache(request.CacheDirectory);
        return new ReportPage(
            Path.GetFileNameWithoutExtension(request.ProjectFile),
            plan,
            last,
            uniqueId => cache.Contains(uniqueId) ? cache.PathForStep(uniqueId) : null).Write();
    }

    /// <summary>
    /// Brings a project's pipeline up to date where <see cref="UpToDateCheck"/> does not tell that it is. Mistakes and failures come back as diagnostics, not as exceptions.
    /// </summary>
    /// <param name="request">The project.</param>
    /// <param name="digest">A digest of everything that the request was made of, 32 bytes: what the next check is to compare.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellationToken">Stops the worker and leaves a usable cache.</param>
    public static async Task<PipelineResult> RunAsync(
        PipelineRequest request,
        byte[] digest,
        IRunObserver observer,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var state = new StateFiles(request.StateDirectory);
            state.Create();
            request = request with { Assemblies = request.Assemblies?.WithDependencies() };
            var recorder = new UpToDateRecorder(state, request.ProjectDirectory, digest);
            recorder.LookAt(request.Assemblies);
            return await BringUpToDateAsync(request, state, recorder, observer, cancellationToken).ConfigureAwait(false);
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

    private static async Task<PipelineResult> BringUpToDateAsync(
        PipelineRequest request,
        StateFiles state,
        UpToDateRecorder recorder,
        IRunObserver observer,
        CancellationToken cancellationToken)
    {
        var run = new PipelineRun(request, state);
        await using var end = run.ConfigureAwait(false);
        var graph = run.Resolve(remember: true);
        recorder.Look(graph);
        var identities = run.Identify(graph, cancellationToken);
        var touched = UpToDateCheck.TouchedEntries(state, request.CacheDirectory);
        await run.InspectAsync(graph, identities, touched, setAside: true, cancellationToken).ConfigureAwait(false);
        using var log = new RunTextLog(state.RunLog);
        var observers = run.Observe(observer, log);

        var plan = await run.PlanAndFetchAsync(graph, identities, observers, cancellationToken).ConfigureAwait(false);
        var outcomes = await run.CarryOutAsync(graph, plan, observers, cancellationToken).ConfigureAwait(false);
        for (var pass = 1; run.HasLostResults && pass < MostPasses; pass++)
        {
            plan = await run.PlanAndFetchAsync(graph, identities, observers, cancellationToken).ConfigureAwait(false);
            outcomes = await run.CarryOutAsync(graph, plan, observers, cancellationToken).ConfigureAwait(false);
        }

        run.CheckComplete(plan, cancellationToken.IsCancellationRequested);
        run.Record(plan, outcomes);
        var result = new PipelineResult(outcomes, run.Diagnostics(plan, graph), IsUpToDate: run.HasChangedNothing, cancellationToken.IsCancellationRequested);
        if (result.Succeeded)
        {
            run.ProtectNeeded(plan);
            if (plan.IsRepeatable)
            {
                state.Access(() => recorder.Remember(outcomes, [.. request.KnownWarnings, .. plan.Warnings]));
            }
        }

        return result;
    }
}
