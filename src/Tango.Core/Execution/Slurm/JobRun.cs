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
    private readonly Func<EntryMetadata?> _metadata;
    private readonly Action<RunEvent> _report;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private JobFolder? _folder;
    private string? _ownId;
    private int _failedAttempts;
    private int _losses;
    private bool _hasStarted;

    /// <param name="isStored">Whether the step's result is in the cache.</param>
    /// <param name="metadata">Reads the metadata of the result.</param>
    /// <param name="report">Receives the step's events.</param>
    public JobRun(SlurmSession session, StepJob job, Func<bool> isStored, Func<EntryMetadata?> metadata, Action<RunEvent> report)
    {
        _metadata = metadata;
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
                return Complete(Found());

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
            return Fail(exception.Describe(_job.Name));
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
        if (FindJobOfOthers(seen) is { } running)
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

    // A forced step must run after it was forced. A job that has reported a failure, or a missing input, is only about to leave the queue.
    private JobFolder? FindJobOfOthers(QueueSnapshot seen)
    {
        if (_job.Step.IsForced || seen.FindLive(_job.UniqueId) is not { } folder)
            return null;

        var report = new JobReport(_job.Step, folder, _ => { });
        return FaultOf(report) is null && report.End is null or RunEvent.StepCompleted ? folder : null;
    }

    private async Task<StepCompletion?> FollowAsync(JobFolder folder, JobReport report, int since, CancellationToken cancellationToken)
    {
        DateTimeOffset? ended = null;
        DateTimeOffset? unreadable = null;
        while (true)
        {
            var fault = FaultOf(report);
            if (fault is not null && (unreadable ??= _session.Clock.GetUtcNow()) + _session.FileGrace <= _session.Clock.GetUtcNow())
                return Fail(Descriptors.JobFailed.Create(DiagnosticSubject.None, _job.Name, "wrote a report that cannot be read", fault));

            unreadable = fault is null ? null : unreadable;
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

    // One that the cluster ended has nothing to say that would still have to arrive.
    private TimeSpan GraceOf(SlurmJob? ended) => ended switch
    {
        null or { State: "COMPLETED" } => _session.FileGrace,
        { State: "FAILED" } => _session.FileGrace / 4,
        _ => _session.FileGrace / 10,
    };

    // Null if what is new could be read.
    private static string? FaultOf(JobReport report)
    {
        try
        {
            report.Read();
            return null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Another build that follows the same job has its result, and has removed the report.
            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or IOException)
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
            return Complete(Found() with { State = StepState.Ran, Duration = _clock.Elapsed });

        // The controller has forgotten it, or its node was lost.
        if (job is null or { WasLost: true } && ++_losses < MaxLosses)
            return null;

        var printed = report.ReadOutput().Describe();
        if (job is { State: "FAILED" or "OUT_OF_MEMORY" } && _failedAttempts < (_job.Options.Retries ?? 0))
        {
            TellStart();
            _report(new RunEvent.StepRetried { Step = _job.Name, FailedAttempts = ++_failedAttempts });
            return null;
        }

        return Fail(Descriptors.JobFailed.Create(DiagnosticSubject.None, _job.Name, JobEnd.Describe(job), $"{JobEnd.WayOut(job)}{printed}"));
    }

    private async Task<StepCompletion?> GiveUpAsync(SlurmJob job)
    {
        await _session.CancelAsync(job.Id, _job.UniqueId).ConfigureAwait(false);
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
        if (runEvent is RunEvent.StepRetried retried)
            _failedAttempts = Math.Max(_failedAttempts, retried.FailedAttempts);

        _report(runEvent);
    }

    // Attempts, and what ran without a report that was seen, have a start too.
    private void TellStart()
    {
        if (!_hasStarted)
            Forward(new RunEvent.StepStarted { Step = _job.Name, UniqueId = _job.UniqueId, Reason = _job.Step.Reason });
    }

    private RunEvent.StepCompleted Found()
    {
        var stored = _metadata();
        return new()
        {
            Step = _job.Name,
            UniqueId = _job.UniqueId,
            State = StepState.Cached,
            Summary = stored?.Summary is { } text ? TextLimits.Cut(text, TextLimits.MaxSummary) : null,
            Metrics = stored?.Metrics ?? StepMetrics.None,
            ResultSize = stored?.Size,
        };
    }

    // What ran in a job that another build submitted, or after it had been lost, is told as what this build saw of it.
    private StepCompletion Complete(RunEvent.StepCompleted completed)
    {
        if (_hasStarted && completed.State == StepState.Cached)
            completed = completed with { State = StepState.Ran, Duration = _clock.Elapsed };

        if (completed.State == StepState.Ran)
            TellStart();

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
            await _session.CancelAsync(id, _job.UniqueId).ConfigureAwait(false);
            _folder?.TryDelete();
        }
        catch (SlurmException exception)
        {
            _session.Warn(Descriptors.JobNotCancelled.Create(DiagnosticSubject.None, id, _job.Name, exception.Message.TrimEnd('.')));
        }
    }
}
