using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>Runs steps that are objects of the running program, in this process: what is asked for, and what that needs and is not in the cache.</summary>
internal sealed class LiveRun
{
    // Results can be lost while they are wanted, and again while they are made again; but not for ever.
    private const int MostPasses = 5;

    private readonly StepCache _cache;
    private readonly IRunObserver _observer;
    private readonly bool _checkInputs;

    /// <param name="cache">Where results are read and stored; null: the default one.</param>
    /// <param name="observer">Is told what happens; null: nobody.</param>
    /// <param name="checkInputs">Whether it is an error when a step changes what it was given.</param>
    public LiveRun(StepCache? cache, IRunObserver? observer, bool checkInputs = false)
    {
        _checkInputs = checkInputs;
        _cache = cache ?? StepCache.Default;
        _observer = observer ?? new RunObservers();
    }

    /// <summary>The result of a step.</summary>
    /// <exception cref="TangoException">A step failed; the inner exception is what it threw.</exception>
    public async Task<object?> ResultAsync(Step step, CancellationToken cancellationToken)
    {
        for (var pass = 1; ; pass++)
        {
            var plan = PlanFor([step], pass, cancellationToken);
            var name = plan.Graph.NodeOf(step).Name;
            try
            {
                if (await TryRunAsync(plan, cancellationToken).ConfigureAwait(false) is { } results)
                {
                    return await results.GetAsync(name, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (EntryLostException)
            {
                // Made again in the next pass.
            }

            ThrowIfLast(pass, name);
        }
    }

    /// <summary>Sees to it that the results of steps are in the cache.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="TangoException">A step failed; the inner exception is what it threw.</exception>
    public async Task EnsureAsync(IReadOnlyList<Step> steps, CancellationToken cancellationToken)
    {
        for (var pass = 1; ; pass++)
        {
            var plan = PlanFor(steps, pass, cancellationToken);
            if (await TryRunAsync(plan, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }

            ThrowIfLast(pass, plan.Graph.Graph.Nodes[^1].Name);
        }
    }

    private static void ThrowIfLast(int pass, string step)
    {
        if (pass >= MostPasses)
        {
            throw new IOException($"Results that '{step}' needs were removed from the cache {MostPasses} times while they were wanted.");
        }
    }

    private LivePlan PlanFor(IReadOnlyList<Step> steps, int pass, CancellationToken cancellationToken)
    {
        var plan = LivePlan.Make(steps, _cache, cancellationToken);
        if (pass == 1)
        {
            PlanWarnings.Tell(plan.Plan, _observer);
        }

        return plan;
    }

    /// <returns>Null when results that were counted on are lost.</returns>
    private async Task<RunResults?> TryRunAsync(LivePlan live, CancellationToken cancellationToken)
    {
        var (graph, plan) = (live.Graph, live.Plan);
        if (plan.Steps.Any(step => step.Action == PlannedAction.Run && graph.IsLeaf(step.Node)))
        {
            return null;
        }

        var bindings = new LiveStepBindings(graph);
        var results = new RunResults(_cache);
        foreach (var step in plan.Steps.Where(step => step.Action == PlannedAction.Cached))
        {
            results.AddStored(step.Node.Name, step.Identity.UniqueId, bindings.ResultTypeOf(step.Node), step.Identity.Format.ToString());
        }

        return plan.RunCount == 0 || await ExecuteAsync(plan, bindings, results, cancellationToken).ConfigureAwait(false) ? results : null;
    }

    private async Task<bool> ExecuteAsync(Plan plan, LiveStepBindings bindings, RunResults results, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<(ExecutionStep Step, Exception Exception)>();
        var tally = new RunTally();
        var executor = new Executor(_cache, new RunObservers(tally, _observer)) { OnFailure = (step, exception) => failures.Enqueue((step, exception)) };
        var toRun = ExecutionPlanMaker.Make(plan, ToolVersion.Current) with
        {
            MaxParallelism = Environment.ProcessorCount,
            CheckInputs = _checkInputs,
        };
        await executor.ExecuteAsync(toRun, bindings, results, cancellationToken).ConfigureAwait(false);
        if (!failures.IsEmpty)
        {
            throw Failure([.. failures], tally);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return tally.TakeLost().Count == 0;
    }

    private static TangoException Failure(IReadOnlyList<(ExecutionStep Step, Exception Exception)> failures, RunTally tally)
    {
        var diagnostics = tally.Failures
            .Select(failure => new Diagnostic(Descriptors.Find(failure.Code), new DiagnosticSubject(Step: failure.Step), failure.Message))
            .ToList();
        return new TangoException(diagnostics, failures.Count == 1 ? failures[0].Exception : new AggregateException(failures.Select(failure => failure.Exception)));
    }
}
