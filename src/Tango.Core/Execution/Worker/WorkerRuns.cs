using System.Diagnostics;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Running;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>
/// Carries out a plan in as many workers as it takes. A step that crashes its process fails, and another worker carries out the rest; which step it was is found by running the
/// suspects one at a time (docs/decisions/0029 and 0040).
/// </summary>
internal sealed class WorkerRuns : IRunObserver
{
    private readonly WorkerSettings _settings;
    private readonly IRunObserver _observer;
    private readonly ExecutionPlan _plan;
    private readonly string _planFile;
    private readonly Action<ExecutionPlan> _save;
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<string> _completed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _failed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _blocked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TimeSpan> _started = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _failedAttempts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _ranCount;
    private int _retriedCount;
    private int _startedInWorker;
    private bool _hasCrashed;

    /// <param name="observer">Receives the events of all workers, as if they were one: a step ends once.</param>
    /// <param name="planFile">Where a worker reads its plan.</param>
    /// <param name="save">Writes a plan there.</param>
    public WorkerRuns(WorkerSettings settings, IRunObserver observer, ExecutionPlan plan, string planFile, Action<ExecutionPlan> save)
    {
        _settings = settings;
        _observer = observer;
        _plan = plan;
        _planFile = planFile;
        _save = save;
    }

    // Each worker that crashes raises it, so there is a last one.
    private int Progress => _completed.Count + _failed.Count + _blocked.Count + _retriedCount;

    /// <summary>Carries out the plan.</summary>
    /// <returns>Errors and warnings about the processes; failures of steps are events.</returns>
    /// <exception cref="Exception">The exception of the observer; the worker has been ended.</exception>
    public async Task<IReadOnlyList<Diagnostic>> RunAsync(CancellationToken cancellationToken)
    {
        var rest = _plan;
        while (!rest.Steps.IsEmpty)
        {
            var before = Progress;
            if (await TryAsync(rest, cancellationToken).ConfigureAwait(false) is not { } crash)
                break;

            await FindCulpritAsync(crash, cancellationToken).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
                break;

            if (Progress == before)
            {
                // A worker more would come no further.
                ReportOnce(crash.Diagnostic);
                break;
            }

            rest = PartOf(step => IsOpen(step.Name) && (MayStart || crash.Running.Any(running => running.Step == step.Name)));
        }

        if (_hasCrashed)
        {
            _save(_plan);
            _observer.OnEvent(Finished(cancellationToken));
        }

        return _found;
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        if (runEvent is RunEvent.StepStarted)
            _startedInWorker++;

        switch (runEvent)
        {
            case RunEvent.StepStarted started when !_completed.Contains(started.Step): _started[started.Step] = _clock.Elapsed; break;
            case RunEvent.StepRetried retried: _failedAttempts[retried.Step] = retried.FailedAttempts; break;

            // Computed again, because its result was lost with the process.
            case RunEvent.StepStarted: return;
            case RunEvent.StepCompleted completed when !_completed.Add(completed.Step): return;
            case RunEvent.StepCompleted { State: StepState.Ran } ran: CountRun(ran.Step); break;
            case RunEvent.StepFailed failed: _failed.Add(failed.Step); break;
            case RunEvent.StepBlocked blocked: _blocked.Add(blocked.Step); break;

            // Of a part only.
            case RunEvent.RunFinished when _hasCrashed: return;
        }

        _observer.OnEvent(runEvent);
    }

    // If it is computed again, it has all its attempts again.
    private void CountRun(string step)
    {
        _ranCount++;
        _failedAttempts.Remove(step);
    }

    // Without KeepGoing nothing starts after a failure, and what was running ends.
    private bool MayStart => _plan.Options.KeepGoing || _failed.Count == 0;

    private bool IsOpen(string step) => !_failed.Contains(step) && !_blocked.Contains(step);

    // Null if the plan was carried out, or need not be any more.
    private async Task<WorkerEnd?> TryAsync(ExecutionPlan plan, CancellationToken cancellationToken)
    {
        if (_hasCrashed && cancellationToken.IsCancellationRequested)
            return null;

        _save(plan);
        _startedInWorker = 0;
        var end = await new WorkerProcess(_settings, this).RunAsync(plan, _planFile, cancellationToken).ConfigureAwait(false);
        if (end.IsCrash && !cancellationToken.IsCancellationRequested)
        {
            _hasCrashed = true;
            ReportBlocked();
            return end;
        }

        ReportOnce(end.Diagnostic);
        return null;
    }

    // A step that ran alone is a suspect only, too, if others had run in its process before: they may have left code running there (docs/decisions/0040).
    private async Task FindCulpritAsync(WorkerEnd crash, CancellationToken cancellationToken)
    {
        if (crash.Running.IsEmpty || _startedInWorker == 1)
        {
            Blame(crash);
            return;
        }

        foreach (var suspect in crash.Running)
        {
            var alone = PartOf(step => step.Name == suspect.Step) with { Options = _plan.Options with { MaxParallelism = 1 } };
            if (await TryAsync(alone, cancellationToken).ConfigureAwait(false) is { } again)
            {
                Blame(again);
                return;
            }
        }

        if (!cancellationToken.IsCancellationRequested)
            _found.Add(Descriptors.CrashNotRepeated.Create(DiagnosticSubject.None, crash.Diagnostic!.Message));
    }

    // Without a step it was code that an ended step left running.
    private void Blame(WorkerEnd crash)
    {
        if (crash.Running is not [var culprit, ..])
        {
            ReportOnce(crash.Diagnostic);
            return;
        }

        // What it needs and is not cached was computed in the same process.
        var found = _startedInWorker > 1
            ? crash.Diagnostic! with { Message = crash.Diagnostic.Message + " Code that an earlier step left running in the same process may have done it." }
            : crash.Diagnostic!;
        _completed.Remove(culprit.Step);
        if (!TryRepeat(culprit.Step, found.Message))
            Fail(culprit, found);
    }

    // A crash is a failed attempt like an exception.
    private bool TryRepeat(string step, string why)
    {
        var failed = _failedAttempts.GetValueOrDefault(step) + 1;
        var retries = _plan.Steps.First(planned => planned.Name == step).Options.Retries ?? 0;
        if (failed > retries)
            return false;

        _retriedCount++;
        OnEvent(new RunEvent.StepRetried { Step = step, FailedAttempts = failed });
        OnEvent(new RunEvent.StepLogged { Step = step, Level = StepLogLevel.Warning, Text = StepAttempts.Retrying(failed, retries + 1, why) });
        return true;
    }

    private void Fail(RunEvent.StepStarted culprit, Diagnostic crash)
    {
        OnEvent(new RunEvent.StepFailed
        {
            Step = culprit.Step,
            UniqueId = culprit.UniqueId,
            Duration = _clock.Elapsed - _started[culprit.Step],
            Code = crash.Code,
            Message = culprit.LogPath is { } log ? $"{crash.Message} Log: {log}" : crash.Message,
            LogPath = culprit.LogPath,
        });
        ReportBlocked();
    }

    private ExecutionPlan PartOf(Func<ExecutionStep, bool> isWanted)
    {
        var part = PlanPart.Of(_plan, _completed, isWanted);
        return part with { Steps = [.. part.Steps.Select(step => step with { FailedAttempts = _failedAttempts.GetValueOrDefault(step.Name) })] };
    }

    // A worker that crashed could not report the steps that its end blocks.
    private void ReportBlocked()
    {
        var schedule = new Schedule(_plan);
        var blocked = _failed.SelectMany(failed => schedule.Block(failed)).Where(found => IsOpen(found.Step) && !_completed.Contains(found.Step)).ToArray();
        foreach (var (step, by) in blocked)
            OnEvent(new RunEvent.StepBlocked { Step = step, BlockingStep = by });
    }

    private RunEvent.RunFinished Finished(CancellationToken cancellationToken) => new()
    {
        RanCount = _ranCount,
        FailedCount = _failed.Count,
        BlockedCount = _blocked.Count,
        Duration = _clock.Elapsed,
        IsCancelled = cancellationToken.IsCancellationRequested,
    };

    private void ReportOnce(Diagnostic? diagnostic)
    {
        if (diagnostic is not null && !_found.Contains(diagnostic))
            _found.Add(diagnostic);
    }
}
