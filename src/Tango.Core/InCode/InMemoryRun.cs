using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.Execution.Running;
using Tango.Planning;
using Tango.Runs;
using Tango.Runs.Tracing;

namespace Tango.InCode;

/// <summary>Runs steps that are objects of the running program, in this process: the requested ones, and those that they need and that are not cached.</summary>
internal sealed class InMemoryRun
{
    private readonly StepCache _cache;
    private readonly IRunObserver _observer;
    private readonly RunOptions _options;
    private readonly RunTally _tally = new();

    /// <param name="cache">The cache for results; null: the default one.</param>
    /// <param name="observer">Receives the events; null: none.</param>
    /// <param name="options">The options of the run; null: the defaults.</param>
    public InMemoryRun(StepCache? cache, IRunObserver? observer, RunOptions? options = null)
    {
        _options = options ?? new RunOptions();
        _cache = cache ?? StepCache.Default;
        _observer = observer ?? new RunObservers();
    }

    /// <summary>The result of a step.</summary>
    /// <exception cref="TangoException">A step failed; the inner exception is the one that it threw.</exception>
    public Task<object?> ResultAsync(Step step, CancellationToken cancellationToken) =>
        RunAsync([step], (plan, results) => results.GetAsync(plan.Graph.NodeOf(step).Name, cancellationToken), cancellationToken);

    /// <summary>Runs steps whose results are not in the cache.</summary>
    /// <exception cref="TangoException">A step failed; the inner exception is the one that it threw.</exception>
    public Task EnsureAsync(IReadOnlyList<Step> steps, CancellationToken cancellationToken) =>
        RunAsync(steps, (_, _) => Task.FromResult<object?>(null), cancellationToken);

    private async Task<object?> RunAsync(IReadOnlyList<Step> steps, Func<InMemoryPlan, RunResults, Task<object?>> take, CancellationToken cancellationToken)
    {
        RunningBuild? protection = null;
        try
        {
            return await RunAsync(steps, take, plan => protection ??= Protect(plan), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            protection?.End(isComplete: true);
        }
    }

    // From collections of the cache. Where nothing runs, an entry that is removed before it is read leads to a new plan.
    private RunningBuild? Protect(InMemoryPlan plan) => plan.Plan.RunCount > 0 && _cache is DirectoryStepCache { DirectoryPath: var directory }
        ? RunningBuild.Begin(new CacheRoots(directory), directory, plan.Plan.Steps.Select(step => step.Identity.UniqueId).Distinct(StringComparer.Ordinal))
        : null;

    private async Task<object?> RunAsync(
        IReadOnlyList<Step> steps, Func<InMemoryPlan, RunResults, Task<object?>> take, Action<InMemoryPlan> onPlanned, CancellationToken cancellationToken)
    {
        string? last = null;
        return await RunPasses.RunAsync<object?>(PassAsync, (_, _) => throw new IOException(
            $"Results that '{last}' needs were removed from the cache {RunPasses.MaxLosses} times while they were needed.")).ConfigureAwait(false);

        async Task<PassResult<object?>> PassAsync(bool isFirst)
        {
            var plan = InMemoryPlan.Make(steps, _cache, cancellationToken);
            onPlanned(plan);
            if (isFirst)
                PlanWarnings.Report(plan.Plan, _observer);

            // As builds do: only when steps run.
            if (isFirst && plan.Plan.RunCount > 0 && _cache is DirectoryStepCache directory)
                EntryLeftovers.TryRemove(directory, plan.Plan.CachedEntries);

            last = plan.Graph.Graph.Nodes.LastOrDefault()?.Name;
            try
            {
                return await TryRunAsync(plan, cancellationToken).ConfigureAwait(false) is { } results
                    ? new(await take(plan, results).ConfigureAwait(false), [])
                    : new(null, MissingOr(last));
            }
            catch (EntryMissingException missing)
            {
                return new(null, [missing.UniqueId]);
            }
        }
    }

    // Without an event, a result was removed before anything ran.
    private IReadOnlyCollection<string> MissingOr(string? last) => _tally.DrainMissing() is { Count: > 0 } missing ? [.. missing.Select(entry => entry.UniqueId).Distinct()] : [last ?? ""];

    /// <returns>Null if results that the plan counted on are missing.</returns>
    private async Task<RunResults?> TryRunAsync(InMemoryPlan live, CancellationToken cancellationToken)
    {
        var (graph, plan) = (live.Graph, live.Plan);
        if (plan.Steps.Any(step => step.Action == PlannedAction.Run && graph.IsLeaf(step.Node)))
            return null;

        var bindings = new InMemoryStepBindings(graph);
        var results = new RunResults(_cache);
        foreach (var step in plan.Steps.Where(step => step is { Action: PlannedAction.Cached, SameAs: null }))
            results.AddStored(step.Node.Name, step.Identity.UniqueId, bindings.ResultTypeOf(step.Node), step.Identity.Format.ToString());

        return plan.RunCount == 0 || await ExecuteAsync(plan, bindings, results, cancellationToken).ConfigureAwait(false) ? results : null;
    }

    private async Task<bool> ExecuteAsync(Plan plan, InMemoryStepBindings bindings, RunResults results, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<(ExecutionStep Step, Exception Exception)>();
        using var span = RunSpan.Start(projectFile: null);
        var executor = new Executor(_cache, span is null ? new RunObservers(_tally, _observer) : new RunObservers(_tally, span, _observer)) { OnFailure = (step, exception) => failures.Enqueue((step, exception)) };
        var toRun = ExecutionPlanMaker.Make(plan, ToolVersion.Current) with
        {
            Options = _tally.IsContested ? _options with { MaxParallelism = 1 } : _options,
        };
        await executor.ExecuteAsync(toRun, bindings, results, cancellationToken).ConfigureAwait(false);
        if (_tally.Failures.Count > 0)
            throw Failure([.. failures]);

        cancellationToken.ThrowIfCancellationRequested();
        return !_tally.HasMissing;
    }

    private TangoException Failure(IReadOnlyList<(ExecutionStep Step, Exception Exception)> failures)
    {
        var diagnostics = _tally.Failures
            .Select(failure => new Diagnostic(Descriptors.Find(failure.Code), new DiagnosticSubject(step: failure.Step), failure.Message))
            .ToList();
        return new TangoException(diagnostics, failures.Count switch
        {
            // Those that failed elsewhere have left their exceptions there.
            0 => null,
            1 => failures[0].Exception,
            _ => new AggregateException(failures.Select(failure => failure.Exception)),
        });
    }
}
