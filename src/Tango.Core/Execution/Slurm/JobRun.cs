using System.Diagnostics;
using System.Text.Json;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Slurm;

/// <summary>
/// Has one step run as a job: finds the job of its unique id that another build has submitted, or submits one, and follows it to its end. Only the cache says whether there is a
/// result; the queue and what the job reports say when to look.
/// </summary>
internal sealed class JobRun
{
    // A job that the cluster loses three times would be lost again.
    private const int MaxLosses = 3;

    private readonly SlurmSession _session;
    private readonly StepJob _job;
    private readonly Func<bool> _isStored;
    private readonly Action<RunEvent> _report;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private JobFolder? _folder;
    private string? _ownId;
    private int _failedAttempts;
    private int _losses;
    private bool _hasStarted;

    /// <param name="isStored">Whether the step's result is in the cache.</param>
    /// <param name="report">Receives the step's events.</param>
    public JobRun(SlurmSession session, StepJob job, Func<bool> isStored, Action<RunEvent> report)
    {
        _session = session;
        _job = job;
        _isStored = isStored;
        _report = report;
        _failedAttempts = job.Step.FailedAttempts;
    }

    private bool ProvesResult => !_job.Step.IsForced && _isStored();

    /// <summary>Runs it.</summary>
    /// <returns>How it ended.</returns>
    public async Task<StepCompletion> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (ProvesResult)
                return Complete(new RunEvent.StepCompleted { Step = _job.Name, UniqueId = _job.UniqueId, State = StepState.Cached });

            while (true)
            {
                if (await RunOnceAsync(cancellationToken).ConfigureAwait(false) is { } completion)
                    return completion;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await LeaveAsync().ConfigureAwait(false);
            return StepCompletion.Cancelled;
        }
        catch (SlurmException exception)
        {
            var descriptor = exception.Kind == SlurmFault.NotInstalled ? Descriptors.SlurmNotInstalled : Descriptors.JobRefused;
            return Fail(descriptor.Create(DiagnosticSubject.None, _job.Name, exception.Message.TrimEnd('.')));
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            return Fail(CacheAccess.NotWritable(_session.CacheDirectory, exception).Diagnostics[0]);
        }
    }

    // Null: again.
    private async Task<StepCompletion?> RunOnceAsync(CancellationToken cancellationToken)
    {
        var seen = await _session.Watch.FirstAsync(cancellationToken).ConfigureAwait(false);
        var since = 0;
        if (seen.FindLive(_job.UniqueId) is { } running)
        {
            (_folder, _ownId) = (running, null);
            ReportSubmitted(seen.Find(running)!.Id, isLeft: false);
        }
        else
        {
            JobFolder.TryDeleteLeft(_session.CacheDirectory, _job.UniqueId, folder => seen.Find(folder) is { IsLive: true }, _session.Clock.GetUtcNow());
            (_folder, _ownId) = await _session.SubmitAsync(_job, _failedAttempts).ConfigureAwait(false);
            since = _session.Watch.Asked;
            ReportSubmitted(_ownId, isLeft: false);
        }

        var report = new JobReport(_job.Step, _folder, Forward);
        var completion = await FollowAsync(_folder, report, since, cancellationToken).ConfigureAwait(false);

        if (_ownId is { } id)
            _session.OnEnded(id);

        // Another build that follows the same job may still have to read how it failed.
        if (completion is StepCompletion.Completed or StepCompletion.Reused)
            JobFolder.TryDeleteAll(_session.CacheDirectory, _job.UniqueId);

        return completion;
    }

    private async Task<StepCompletion?> FollowAsync(JobFolder folder, JobReport report, int since, CancellationToken cancellationToken)
    {
        DateTimeOffset? ended = null;
        while (true)
        {
            if (FaultOf(report) is { } fault)
                return Fail(Descriptors.JobFailed.Create(DiagnosticSubject.None, _job.Name, "wrote a report that cannot be read", fault));

            if (report.End is { } end && (end is not RunEvent.StepCompleted || _isStored()))
                return EndWith(end);

            // Of a job that two builds follow, the first of them removes the report.
            if (_ownId is null && !Directory.Exists(folder.FullPath) && ProvesResult)
                return EndOf(job: null, report);

            if (_session.Watch.Snapshot is { } seen && seen.Number > since)
            {
                var job = seen.Find(folder);
                if (job is { IsImpossible: true } or { CouldNotStart: true })
                    return await GiveUpAsync(job).ConfigureAwait(false);

                // What it did may be seen here later than its end.
                if (job is not { IsLive: true } && (ProvesResult || (ended ??= _session.Clock.GetUtcNow()) + GraceOf(job) <= _session.Clock.GetUtcNow()))
                    return EndOf(job, report);
            }

            await _session.Watch.TickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // One that ended otherwise has no result that would still have to arrive.
    private TimeSpan GraceOf(SlurmJob? ended) => ended is null or { State: "COMPLETED" } ? _session.FileGrace : _session.FileGrace / 10;

    // Null if what is new could be read.
    private static string? FaultOf(JobReport report)
    {
        try
        {
            report.Read();
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return exception.Message;
        }
    }

    private StepCompletion EndWith(RunEvent end)
    {
        switch (end)
        {
            case RunEvent.StepCompleted completed:
                return Complete(completed);
            case RunEvent.EntryMissing missing:
                _report(missing);
                return StepCompletion.Postponed;
            case RunEvent.StepFailed failed when failed.Step == _job.Name:
                _report(failed);
                return StepCompletion.Failed;
            case RunEvent.StepFailed part:
                _report(part with { Step = _job.Name, UniqueId = _job.UniqueId });
                return StepCompletion.Failed;
            default:
                return Fail(Descriptors.JobFailed.Create(DiagnosticSubject.None, _job.Name, "did not run it", "See the log of the step that it needs."));
        }
    }

    // The job is over, and has not said how the step ended.
    private StepCompletion? EndOf(SlurmJob? job, JobReport report)
    {
        if (ProvesResult)
            return Complete(new RunEvent.StepCompleted { Step = _job.Name, UniqueId = _job.UniqueId, State = StepState.Ran, Duration = _clock.Elapsed });

        // The controller has forgotten it, or its node was lost.
        if (job is null or { WasLost: true } && ++_losses < MaxLosses)
            return null;

        var printed = report.ReadOutput().Describe();
        if (job is { State: "FAILED" } && _failedAttempts < (_job.Options.Retries ?? 0))
        {
            _report(new RunEvent.StepRetried { Step = _job.Name, FailedAttempts = ++_failedAttempts });
            return null;
        }

        return Fail(Descriptors.JobFailed.Create(DiagnosticSubject.None, _job.Name, JobEnd.Describe(job), $"{JobEnd.WayOut(job)}{printed}"));
    }

    private async Task<StepCompletion?> GiveUpAsync(SlurmJob job)
    {
        await _session.CancelAsync(job.Id).ConfigureAwait(false);
        if (job.CouldNotStart && ++_losses < MaxLosses)
            return null;

        return Fail(Descriptors.JobRefused.Create(DiagnosticSubject.None, _job.Name, $"the job would wait for ever ({job.Reason})"));
    }

    private void Forward(RunEvent runEvent)
    {
        // An attempt after the loss of a node, or after a crash, begins again.
        if (runEvent is RunEvent.StepStarted && _hasStarted)
            return;

        _hasStarted |= runEvent is RunEvent.StepStarted;
        _report(runEvent);
    }

    // What ran in a job that another build submitted, or after it had been lost, is told as what this build saw of it.
    private StepCompletion Complete(RunEvent.StepCompleted completed)
    {
        if (_hasStarted && completed.State == StepState.Cached)
            completed = completed with { State = StepState.Ran, Duration = _clock.Elapsed };

        if (!_hasStarted && completed.State == StepState.Ran)
            _report(new RunEvent.StepStarted { Step = _job.Name, UniqueId = _job.UniqueId, Reason = _job.Step.Reason });

        _report(completed);
        return completed.State == StepState.Ran ? StepCompletion.Completed : StepCompletion.Reused;
    }

    private StepCompletion Fail(Diagnostic diagnostic)
    {
        _report(new RunEvent.StepFailed { Step = _job.Name, UniqueId = _job.UniqueId, Duration = _clock.Elapsed, Code = diagnostic.Code, Message = TextLimits.Cut(diagnostic.Message, TextLimits.MaxError) });
        return StepCompletion.Failed;
    }

    private void ReportSubmitted(string id, bool isLeft) =>
        _report(new RunEvent.StepSubmitted { Step = _job.Name, UniqueId = _job.UniqueId, Job = id, IsLeft = isLeft });

    // Jobs that other builds submitted are theirs.
    private async Task LeaveAsync()
    {
        if (_ownId is not { } id)
            return;

        if (_session.Settings.KeepsJobs)
        {
            ReportSubmitted(id, isLeft: true);
            return;
        }

        try
        {
            await _session.CancelAsync(id).ConfigureAwait(false);
            _folder?.TryDelete();
        }
        catch (SlurmException exception)
        {
            _report(new RunEvent.StrayOutput { Text = $"Job {id} of step '{_job.Name}' could not be cancelled: {exception.Message}" });
        }
    }
}
