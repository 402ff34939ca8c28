using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>
/// What a worker has reported of each step of its plan. Says which events cannot be: a step can find the channel of the worker's events and write to it, and nothing that MSBuild's
/// process does may depend on what it wrote.
/// </summary>
internal sealed class ReportedSteps
{
    private readonly Dictionary<string, Report> _steps = new(StringComparer.Ordinal);
    private readonly HashSet<(string Step, string UniqueId)> _results = [];
    private readonly bool _isCluster;
    private readonly bool _mayAsk;

    public ReportedSteps(ExecutionPlan plan)
    {
        _isCluster = plan.Slurm is not null;
        _mayAsk = plan.FindsEarlierResults;
        foreach (var step in plan.Steps)
        {
            _steps.Add(step.Name, new Report(step));
            _results.Add((step.Name, step.UniqueId));
        }

        foreach (var input in plan.Inputs)
            _results.Add((input.Name, input.UniqueId));
    }

    /// <summary>Whether the worker reported the end of its run.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>The steps that have started and not ended.</summary>
    public IReadOnlyList<RunEvent.StepStarted> Running => [.. _steps.Values.Where(report => !report.HasEnded).Select(report => report.Started).OfType<RunEvent.StepStarted>()];

    /// <summary>Records an event.</summary>
    /// <returns>Whether it fits the plan and the events before it.</returns>
    public bool TryAdd(RunEvent runEvent)
    {
        if (!Fits(runEvent))
            return false;

        switch (runEvent)
        {
            case RunEvent.StepStarted started: _steps[started.Step].Started = started; break;
            case RunEvent.StepCompleted completed: _steps[completed.Step].HasEnded = true; break;
            case RunEvent.StepFailed failed: (_steps[failed.Step].HasEnded, _steps[failed.Step].HasFailed) = (true, true); break;
            case RunEvent.StepBlocked blocked: _steps[blocked.Step].HasEnded = true; break;
            case RunEvent.RunFinished: IsFinished = true; break;
        }

        return true;
    }

    private bool Fits(RunEvent runEvent) => runEvent switch
    {
        RunEvent.StepStarted e => Find(e.Step, e.UniqueId) is { HasEnded: false } report && (report.Started is null || IsOtherAttempt(e, report.Started)),
        RunEvent.StepSubmitted e => _isCluster && Find(e.Step, e.UniqueId) is { HasEnded: false },
        RunEvent.StepWaiting e => Find(e.Step, e.UniqueId) is { HasEnded: false },

        RunEvent.EarlierResultWanted e => _mayAsk && Find(e.Step, e.UniqueId) is { Started: null, HasEnded: false, Step.CutoffPart: not null } && CutoffKey.HasForm(e.Key),
        RunEvent.PlanWarned e => _isCluster && (e.Code == Descriptors.SlurmNotAnswering.Code || e.Code == Descriptors.NodeStoreNotAnswering.Code || e.Code == Descriptors.JobNotCancelled.Code),

        // Code that a step left behind may still report.
        RunEvent.StepLogged e => Find(e.Step) is { Started: not null } && (e.Code is null || IsOfWorker(e)),
        RunEvent.StepRetried e => Find(e.Step) is { Started: not null, HasEnded: false } report && e.FailedAttempts > 0 && e.FailedAttempts <= report.Step.Options.Retries,
        RunEvent.StepProgressed e => Find(e.Step) is { Started: not null },
        RunEvent.StepCompleted e => Find(e.Step, e.UniqueId) is { HasEnded: false } report && Fits(e, report),
        RunEvent.StepFailed e => Find(e.Step, e.UniqueId) is { HasEnded: false } && Descriptors.TryFind(e.Code) is { Severity: DiagnosticSeverity.Error },
        RunEvent.StepBlocked e => Find(e.Step) is { Started: null, HasEnded: false } && Find(e.BlockingStep) is { HasFailed: true },
        RunEvent.EntryMissing e => _results.Contains((e.Step, e.UniqueId)),
        RunEvent.RunFinished e => !IsFinished && int.Min(int.Min(e.RanCount, e.FailedCount), e.BlockedCount) >= 0,

        // All others are of MSBuild's own process.
        _ => false,
    };

    // Of a job whose node was lost: its span is another.
    private bool IsOtherAttempt(RunEvent.StepStarted started, RunEvent.StepStarted before) => _isCluster && started.SpanId is not null && started.SpanId != before.SpanId;

    // The only warning of Tango itself that a worker reports about a step; with any other code a step could say what Tango has not found.
    private static bool IsOfWorker(RunEvent.StepLogged logged) => logged.Level == StepLogLevel.Warning && logged.Code == Descriptors.LogIncomplete.Code;

    private static bool Fits(RunEvent.StepCompleted completed, Report report) => completed.State switch
    {
        StepState.Ran => report is { Started: not null, Step.SameAs: null } && completed is { SameAs: null, TakenFrom: null },
        StepState.Cached => report.Started is null && (completed.TakenFrom is null || report.Step.CutoffPart is not null) && (report.Step.IsCacheable || report.Step.SameAs is not null) && completed.SameAs == report.Step.SameAs,
        _ => false,
    };

    private Report? Find(string step, string uniqueId) => Find(step) is { } report && report.Step.UniqueId == uniqueId ? report : null;

    private Report? Find(string step) => _steps.GetValueOrDefault(step);

    private sealed class Report(ExecutionStep step)
    {
        public ExecutionStep Step { get; } = step;

        public RunEvent.StepStarted? Started { get; set; }

        public bool HasEnded { get; set; }

        public bool HasFailed { get; set; }
    }
}
