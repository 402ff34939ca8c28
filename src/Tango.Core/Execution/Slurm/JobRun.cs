using Tango.Caching;
using Tango.Diagnostics;
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
    private readonly JobEvents _events;
    private readonly HashSet<string> _sentAgain = new(StringComparer.Ordinal);
    private JobFolder? _folder;
    private string? _ownId;
    private int _losses;

    /// <param name="isStored">Whether the step's result is in the cache.</param>
    /// <param name="metadata">Reads the metadata of the result.</param>
    /// <param name="report">Receives the step's events.</param>
    public JobRun(SlurmSession session, StepJob job, Func<bool> isStored, Func<EntryMetadata?> metadata, Action<RunEvent> report)
    {
        _session = session;
        _job = job;
        _isStored = isStored;
        _events = new JobEvents(job, metadata, report);
    }

    /// <summary>Runs it.</summary>
    /// <returns>How it ended.</returns>
    public async Task<StepCompletion> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_job.Step.IsForced && _isStored())
                return _events.Found();

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
            return _events.Fail(exception.Describe(_job.Name));
        }
        catch (TangoException exception)
        {
            return _events.Fail(exception.Diagnostics[0]);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            return _events.Fail(CacheAccess.NotWritable(_session.CacheDirectory, exception).Diagnostics[0]);
        }
    }

    // Null: again.
    private async Task<StepCompletion?> RunOnceAsync(CancellationToken cancellationToken)
    {
        var seen = await _session.Watch.FirstAsync(cancellationToken).ConfigureAwait(false);
        var since = 0;
        if (await _session.FindOpenAsync(_job.Step, seen, cancellationToken).ConfigureAwait(false) is { } running)
        {
            (_folder, _ownId) = (running, null);
            _events.Submitted(seen.Find(running)!.Id);
        }
        else
        {
            JobFolder.TryDeleteLeft(_session.CacheDirectory, _job.UniqueId, folder => seen.Find(folder) is { IsLive: true }, _session.Clock.GetUtcNow());
            (_folder, _ownId) = await _session.SubmitAsync(_job, _events.FailedAttempts).ConfigureAwait(false);
            since = _session.Watch.Asked;
            _events.Submitted(_ownId);
        }

        var report = new JobReport(_job.Step, _folder, _events.Forward);
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
        DateTimeOffset? unreadable = null;
        while (true)
        {
            var seen = _session.Watch.Snapshot is { } last && last.Number > since ? last : null;
            var job = seen?.Find(folder);
            var hasLeft = seen is not null && job is not { IsLive: true };
            var isRead = seen is not null && job is not { State: "PENDING" } && await _session.Files.ReceiveReportAsync(folder, isUrgent: hasLeft && ended is null, cancellationToken).ConfigureAwait(false);
            var fault = report.TryRead();
            if (fault is not null && (unreadable ??= _session.Clock.GetUtcNow()) + _session.FileGrace <= _session.Clock.GetUtcNow())
                return _events.Failed("wrote a report that cannot be read", fault);

            unreadable = fault is null ? null : unreadable;
            if (report.End is { } end and not RunEvent.StepCompleted && await _session.Files.ReceiveOutputAsync(folder, cancellationToken).ConfigureAwait(false))
                return end is RunEvent.EntryMissing missing && await SendAgainAsync(folder, missing, cancellationToken).ConfigureAwait(false) ? null : _events.End(end);

            var isStored = IsToBeStored(folder, report, hasLeft && isRead) ? await IsStoredAsync(cancellationToken).ConfigureAwait(false) : false;
            if (isStored == true)
                return report.End is RunEvent.StepCompleted completed ? _events.End(completed) : _events.Ran();

            if (job is { IsImpossible: true } or { CouldNotStart: true })
                return await GiveUpAsync(job).ConfigureAwait(false);

            // What it did may be seen here later than its end, but not before there is an answer.
            ended = isStored is null ? null : hasLeft && isRead ? ended ?? _session.Clock.GetUtcNow() : ended;
            if (ended + GraceOf(job) <= _session.Clock.GetUtcNow())
                return await EndOfAsync(job, folder, report, cancellationToken).ConfigureAwait(false);

            await _session.Watch.TickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Of a job that two builds follow, the first of them removes the report.
    private bool IsToBeStored(JobFolder folder, JobReport report, bool isOver) =>
        report.End is RunEvent.StepCompleted || (!_job.Step.IsForced && (isOver || (_ownId is null && !Directory.Exists(folder.FullPath))));

    // Only the cache says whether there is a result. Null: there is no answer.
    private async Task<bool?> IsStoredAsync(CancellationToken cancellationToken)
    {
        var isAnswered = await _session.Files.ReceiveResultAsync(_job.UniqueId, replace: _job.Step.IsForced, cancellationToken).ConfigureAwait(false);
        return _isStored() ? true : isAnswered ? false : null;
    }

    // Once for each input: what is missing again is the concern of the next plan.
    private async Task<bool> SendAgainAsync(JobFolder folder, RunEvent.EntryMissing missing, CancellationToken cancellationToken) =>
        _sentAgain.Add(missing.UniqueId) && await _session.Files.SendResultAgainAsync(folder, missing.UniqueId, cancellationToken).ConfigureAwait(false);

    // One that the cluster ended has nothing to say that would still have to arrive.
    private TimeSpan GraceOf(SlurmJob? ended) => ended switch
    {
        // A controller that has forgotten a job does not say that it has ended.
        null => _session.FileGrace,

        // A store shows at once what it has been given.
        _ when _session.Settings.SendsFiles => _session.FileGrace / 10,
        { State: "COMPLETED" } => _session.FileGrace,
        { State: "FAILED" } => _session.FileGrace / 4,
        _ => _session.FileGrace / 10,
    };

    // The job is over, and has not said how the step ended.
    private async Task<StepCompletion?> EndOfAsync(SlurmJob? job, JobFolder folder, JobReport report, CancellationToken cancellationToken)
    {
        // The controller has forgotten it, or its node was lost.
        if (job is null or { WasLost: true } && ++_losses < MaxLosses)
            return null;

        await _session.Files.ReceiveOutputAsync(folder, cancellationToken).ConfigureAwait(false);
        var printed = report.ReadOutput().Describe();
        if (job is { State: "FAILED" or "OUT_OF_MEMORY" } && _events.FailedAttempts < (_job.Options.Retries ?? 0))
        {
            _events.Retried();
            return null;
        }

        var stage = job is null ? null : await _session.FailedStageAsync(job, cancellationToken).ConfigureAwait(false);
        return _events.Failed(JobEnd.Describe(job, stage), $"{JobEnd.WayOut(job, _session.Settings.SendsFiles)}{printed}");
    }

    private async Task<StepCompletion?> GiveUpAsync(SlurmJob job)
    {
        await _session.CancelAsync(job.Id, _job.UniqueId).ConfigureAwait(false);
        if (job.CouldNotStart && ++_losses < MaxLosses)
            return null;

        return _events.Fail(Descriptors.JobRefused.Create(DiagnosticSubject.None, _job.Name, $"the job would wait for ever ({job.Reason})"));
    }

    // Jobs that other builds submitted are theirs.
    private async Task LeaveAsync()
    {
        if (_ownId is not { } id)
            return;

        if (_session.Settings.KeepsJobs)
        {
            _events.Submitted(id, isLeft: true);
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
