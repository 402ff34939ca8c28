using System.Diagnostics;
using System.Threading.Channels;
using Tango.Caching;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>
/// Carries out a plan in this process: independent steps side by side within the plan's limits, each after those it depends on. A failed step blocks what depends
/// on it, nothing else.
/// </summary>
internal sealed class Executor
{
    private readonly StepCache _cache;
    private readonly IRunObserver _observer;
    private readonly Lock _telling = new();

    /// <summary>Makes an executor.</summary>
    /// <param name="cache">Where results are read and stored.</param>
    /// <param name="observer">Is told what happens, one event at a time.</param>
    public Executor(StepCache cache, IRunObserver observer)
    {
        _cache = cache;
        _observer = observer;
    }

    /// <summary>Carries out a plan. Failures of steps are events, not exceptions.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
    public Task ExecuteAsync(ExecutionPlan plan, CancellationToken cancellationToken = default) =>
        ExecuteAsync(plan, new StepBindings(), new RunResults(_cache), cancellationToken);

    /// <summary>Called with the exception of each step that fails.</summary>
    internal Action<ExecutionStep, Exception>? OnFailure { get; init; }

    /// <summary>Opens the cache of another project.</summary>
    internal Func<string, StepCache> OpenCache { get; init; } = directory => new DirectoryStepCache(directory);

    /// <summary>Carries out a plan with given code, and leaves the results where the caller finds them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="bindings">The code of its steps.</param>
    /// <param name="results">Takes the results.</param>
    /// <param name="cancellationToken">Starts no further steps, cancels those that run, and waits for them.</param>
    internal async Task ExecuteAsync(ExecutionPlan plan, StepBindings bindings, RunResults results, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        results.Expect(plan);
        foreach (var input in plan.Inputs)
        {
            var cache = input.CacheDirectory is { } directory ? OpenCache(directory) : null;
            results.AddStored(input.Name, input.UniqueId, bindings.Find(input.Name, input.Method).ResultType, input.Format, cache);
        }

        var places = new StepPlaces(_cache, plan.ScratchDirectory);
        var keeper = new ResultKeeper(_cache, results, plan.ToolVersion, plan.ScratchDirectory);
        var runner = new StepRunner(_cache, bindings, results, places, keeper, Tell) { OnFailure = OnFailure, ChecksInputs = plan.CheckInputs };
        var schedule = new Schedule(plan);
        await RunAllAsync(schedule, runner, cancellationToken).ConfigureAwait(false);
        places.Clean();
        Tell(new RunEvent.RunFinished(
            schedule.CompletedCount,
            schedule.FailedCount,
            schedule.BlockedCount,
            clock.Elapsed.TotalSeconds,
            cancellationToken.IsCancellationRequested));
    }

    private async Task RunAllAsync(Schedule schedule, StepRunner runner, CancellationToken cancellationToken)
    {
        var ended = Channel.CreateUnbounded<EndedStep>(new() { SingleReader = true });
        while (true)
        {
            while (!cancellationToken.IsCancellationRequested && schedule.TryStart() is { } step)
            {
                Start(step, runner, ended.Writer, cancellationToken);
            }

            if (schedule.RunningCount == 0)
            {
                return;
            }

            // Not cancelled: a step that was told to end is waited for.
            var (done, run) = await ended.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            foreach (var (blocked, by) in schedule.End(done, await run.ConfigureAwait(false)))
            {
                Tell(new RunEvent.StepBlocked(blocked, by));
            }
        }
    }

    private static void Start(
        ExecutionStep step,
        StepRunner runner,
        ChannelWriter<EndedStep> ended,
        CancellationToken cancellationToken) =>
        _ = Task.Run(() => runner.RunAsync(step, cancellationToken), CancellationToken.None)
            .ContinueWith(run => ended.TryWrite(new EndedStep(step, run)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Tell(RunEvent runEvent)
    {
        lock (_telling)
        {
            _observer.OnEvent(runEvent);
        }
    }

    // A class: a channel of structs would be compiled anew by every worker.
    private sealed record EndedStep(ExecutionStep Step, Task<StepEnd> Run);
}
