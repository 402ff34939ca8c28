using System.Diagnostics;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Slurm;

/// <summary>Tells the run of one step that is a job, whatever was seen of it: one start, and one more for each attempt with a span of its own; each end after a start.</summary>
internal sealed class JobEvents
{
    private readonly StepJob _job;
    private readonly Func<EntryMetadata?> _metadata;
    private readonly Action<RunEvent> _report;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<string> _spans = new(StringComparer.Ordinal);
    private bool _hasStarted;

    /// <param name="metadata">Reads the metadata of the step's result.</param>
    /// <param name="report">Receives the events.</param>
    public JobEvents(StepJob job, Func<EntryMetadata?> metadata, Action<RunEvent> report)
    {
        _job = job;
        _metadata = metadata;
        _report = report;
        FailedAttempts = job.Step.FailedAttempts;
    }

    /// <summary>How many attempts of the step have failed.</summary>
    public int FailedAttempts { get; private set; }

    /// <summary>Passes on what the job reports while it runs.</summary>
    public void Forward(RunEvent runEvent)
    {
        // An attempt after the loss of a node, or after a crash, begins again. What it starts is below its own span, which the record then has.
        if (runEvent is RunEvent.StepStarted started && !IsNew(started) && _hasStarted)
            return;

        _hasStarted |= runEvent is RunEvent.StepStarted;
        if (runEvent is RunEvent.StepRetried retried)
            FailedAttempts = Math.Max(FailedAttempts, retried.FailedAttempts);

        _report(runEvent);
    }

    /// <summary>Tells that the step is a job.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="isLeft">Whether the run does not wait for it.</param>
    public void Submitted(string id, bool isLeft = false) =>
        _report(new RunEvent.StepSubmitted { Step = _job.Name, UniqueId = _job.UniqueId, Job = id, IsLeft = isLeft });

    /// <summary>Tells that an attempt ended without a report, and that there will be another.</summary>
    public void Retried()
    {
        TellStart();
        _report(new RunEvent.StepRetried { Step = _job.Name, FailedAttempts = ++FailedAttempts });
    }

    /// <summary>Tells that the result is there, and that nothing had to run.</summary>
    public StepCompletion Found() => Complete(Stored());

    /// <summary>Tells that the result is there after the job, which did not report it.</summary>
    public StepCompletion Ran() => Complete(Stored() with { State = StepState.Ran, Duration = _clock.Elapsed });

    /// <summary>Tells how the job says that the step has ended.</summary>
    public StepCompletion End(RunEvent end)
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
                return Failed("did not run it", "See the log of the step that it needs.");
        }
    }

    /// <summary>Tells that the job failed.</summary>
    /// <param name="what">What became of it, after the words "Its job".</param>
    /// <param name="more">What it printed, or where to look.</param>
    public StepCompletion Failed(string what, string more) => Fail(Descriptors.JobFailed.Create(DiagnosticSubject.None, _job.Name, what, more));

    /// <summary>Tells that the step failed.</summary>
    public StepCompletion Fail(Diagnostic diagnostic)
    {
        _report(new RunEvent.StepFailed { Step = _job.Name, UniqueId = _job.UniqueId, Duration = _clock.Elapsed, Code = diagnostic.Code, Message = TextLimits.Cut(diagnostic.Message, TextLimits.MaxError) });
        return StepCompletion.Failed;
    }

    // The report of a job may be read a second time.
    private bool IsNew(RunEvent.StepStarted started) => started.SpanId is { } span && _spans.Add(span);

    private RunEvent.StepCompleted Stored()
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
            completed = completed with { State = StepState.Ran, Duration = _clock.Elapsed, TakenFrom = null };

        if (completed.State == StepState.Ran)
            TellStart();

        _report(completed);
        return completed.State == StepState.Ran ? StepCompletion.Completed : StepCompletion.Reused;
    }

    // Attempts, and what ran without a report that was seen, have a start too.
    private void TellStart()
    {
        if (!_hasStarted)
            Forward(new RunEvent.StepStarted { Step = _job.Name, UniqueId = _job.UniqueId, Reason = _job.Step.Reason });
    }
}
