namespace Tango.Runs;

/// <summary>Follows when steps run, and side by side with which, from the events of a run.</summary>
internal sealed class RunTimeline : IRunObserver
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, StepActivity> _steps = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string?> _lanes = [];

    /// <summary>Creates a timeline that begins now.</summary>
    public RunTimeline(TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        Started = _clock.GetUtcNow();
    }

    /// <summary>When the run began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>What the run has done for a step so far; null if nothing.</summary>
    public StepActivity? Find(string step)
    {
        lock (_lock)
            return _steps.GetValueOrDefault(step);
    }

    /// <inheritdoc/>
    // After a cancelled build a push may still end while the record is made.
    public void OnEvent(RunEvent runEvent)
    {
        lock (_lock)
            Take(runEvent);
    }

    private void Take(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepStarted e: Update(e.Step, step => step with { Started = _clock.GetUtcNow(), Lane = TakeLane(e.Step), SpanId = e.SpanId }); break;
            case RunEvent.StepRetried e: Update(e.Step, step => step with { FailedAttempts = e.FailedAttempts }); break;
            case RunEvent.StepFetched e: Update(e.Step, step => step with { FetchedSize = e.Size }); break;
            case RunEvent.StepPushed e: Update(e.Step, step => step with { PushedSize = e.Size }); break;
            case RunEvent.StepFailed e: Update(e.Step, step => step with { Usage = new(e.CpuTime, e.PeakMemory), Code = e.Code, SourceFile = e.SourceFile, SourceLine = e.SourceLine }); FreeLane(e.Step); break;
            case RunEvent.StepCompleted { State: StepState.Ran } e: Update(e.Step, step => step with { Usage = new(e.CpuTime, e.PeakMemory) }); FreeLane(e.Step); break;
            case RunEvent.StepCompleted e: FreeLane(e.Step); break;
        }
    }

    private void Update(string step, Func<StepActivity, StepActivity> change) => _steps[step] = change(_steps.GetValueOrDefault(step) ?? new());

    // A step that starts again after a crash of its worker keeps its lane.
    private int TakeLane(string step)
    {
        FreeLane(step);
        var free = _lanes.IndexOf(null);
        if (free < 0)
        {
            free = _lanes.Count;
            _lanes.Add(null);
        }

        _lanes[free] = step;
        return free;
    }

    private void FreeLane(string step)
    {
        if (_lanes.FindIndex(taken => string.Equals(taken, step, StringComparison.OrdinalIgnoreCase)) is >= 0 and var lane)
            _lanes[lane] = null;
    }
}
