using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.Execution;

/// <summary>
/// Executes a plan: independent steps in parallel within the plan's limits, each after those it depends on. A failed step blocks only the steps that depend on it. The executor
/// runs the steps.
/// </summary>
internal sealed class RunLoop
{
    private readonly ExecutionPlan _plan;
    private readonly IStepExecutor _executor;
    private readonly RunObservers _observer;
    private readonly Schedule _schedule;
    private readonly Channel<EndedStep> _ended = Channel.CreateUnbounded<EndedStep>(new() { SingleReader = true });

    /// <param name="observer">Receives the events, one at a time; shared with the executor.</param>
    public RunLoop(ExecutionPlan plan, IStepExecutor executor, RunObservers observer)
    {
        _plan = plan;
        _executor = executor;
        _observer = observer;
        _schedule = new Schedule(plan);
    }

    /// <summary>Runs all steps. Failures of steps are events, not exceptions.</summary>
    /// <param name="cancellationToken">Starts no more steps, cancels the running ones, and waits for them.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await RunAllAsync(cancellationToken).ConfigureAwait(false);
        _observer.OnEvent(new RunEvent.RunFinished
        {
            RanCount = _schedule.CompletedCount,
            FailedCount = _schedule.FailedCount,
            BlockedCount = _schedule.BlockedCount,
            Duration = clock.Elapsed,
            IsCancelled = cancellationToken.IsCancellationRequested,
        });
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? failure = null;
        while (true)
        {
            while (!running.IsCancellationRequested && _schedule.TryStart() is { } step)
                Start(step, running.Token);

            if (_schedule.RunningCount == 0)
                break;

            // Not cancelled: the run waits for steps that were cancelled.
            var (done, run) = await _ended.Reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            if (run.IsCompletedSuccessfully)
            {
                End(done, await run.ConfigureAwait(false));
            }
            else
            {
                // The executor itself failed: the others end first, as nothing may run after the run.
                failure ??= await FailureOfAsync(run).ConfigureAwait(false);
                await running.CancelAsync().ConfigureAwait(false);
                End(done, StepCompletion.Cancelled);
            }
        }

        failure?.Throw();
    }

    private static async Task<ExceptionDispatchInfo?> FailureOfAsync(Task run)
    {
        try
        {
            await run.ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    private void End(ExecutionStep step, StepCompletion completion)
    {
        foreach (var (blocked, by) in _schedule.End(step, completion))
            _observer.OnEvent(new RunEvent.StepBlocked { Step = blocked, BlockingStep = by });
    }

    private void Start(ExecutionStep step, CancellationToken cancellationToken) =>
        _ = Task.Run(() => _executor.RunAsync(new StepJob(_plan, step), cancellationToken), CancellationToken.None)
            .ContinueWith(run => _ended.Writer.TryWrite(new EndedStep(step, run)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    // A class: a channel of structs would be compiled again in every worker.
    private sealed record EndedStep(ExecutionStep Step, Task<StepCompletion> Run);
}
