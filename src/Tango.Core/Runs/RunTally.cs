namespace Tango.Runs;

/// <summary>Collects the outcome of each step of a run.</summary>
internal sealed class RunTally : IRunObserver
{
    /// <summary>Why a step takes an earlier result over.</summary>
    public const string UpstreamUnchanged = "upstream result unchanged";

    private readonly Dictionary<string, StepOutcome> _steps = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RunEvent.StepFailed> _failures = [];
    private readonly List<RunEvent.EntryMissing> _missing = [];

    public IReadOnlyList<RunEvent.StepFailed> Failures => _failures;

    /// <summary>Whether an entry was changed while several steps used it. To find the step that did it, steps must run one after another.</summary>
    public bool IsContested { get; private set; }

    /// <summary>Whether entries were missing since the last call of <see cref="DrainMissing"/>.</summary>
    public bool HasMissing => _missing.Count > 0;

    /// <summary>Entries that were missing since the last call.</summary>
    public IReadOnlyList<RunEvent.EntryMissing> DrainMissing()
    {
        RunEvent.EntryMissing[] lost = [.. _missing];
        _missing.Clear();
        return lost;
    }

    public StepOutcome? Find(string step) => _steps.GetValueOrDefault(step);

    public void OnEvent(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepSubmitted { IsLeft: true } submitted:
                _steps[submitted.Step] = new(submitted.Step, submitted.UniqueId, StepState.Submitted);
                break;
            case RunEvent.StepStarted started:
                _steps[started.Step] = new(started.Step, started.UniqueId, StepState.NotRun) { Log = started.LogPath };
                break;
            case RunEvent.StepCompleted completed:
                _steps[completed.Step] = new(completed.Step, completed.UniqueId, completed.State)
                {
                    Duration = completed.Duration,
                    Summary = completed.Summary,
                    Metrics = completed.Metrics.IsEmpty ? null : completed.Metrics,
                    ResultSize = completed.ResultSize,
                    Reason = completed.TakenFrom is null ? null : UpstreamUnchanged,
                    Log = Find(completed.Step)?.Log,
                };
                break;
            case RunEvent.StepFailed failed:
                _steps[failed.Step] = new(failed.Step, failed.UniqueId, StepState.Failed)
                {
                    Duration = failed.Duration,
                    Error = failed.Message,
                    Log = failed.LogPath,
                };
                _failures.Add(failed);
                break;
            case RunEvent.StepBlocked blocked:
                _steps[blocked.Step] = new(blocked.Step, "", StepState.Blocked);
                break;
            case RunEvent.EntryMissing lost:
                _missing.Add(lost);
                IsContested |= lost.IsContested;
                break;
        }
    }
}
