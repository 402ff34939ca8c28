namespace Tango.Runs;

/// <summary>Keeps what became of each step of a run.</summary>
internal sealed class RunTally : IRunObserver
{
    private readonly Dictionary<string, StepTally> _steps = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RunEvent.StepFailed> _failures = [];
    private readonly List<RunEvent.EntryLost> _lost = [];

    public IReadOnlyList<RunEvent.StepFailed> Failures => _failures;

    /// <summary>Entries that were lost since this was last asked.</summary>
    public IReadOnlyList<RunEvent.EntryLost> TakeLost()
    {
        RunEvent.EntryLost[] lost = [.. _lost];
        _lost.Clear();
        return lost;
    }

    public StepTally? Find(string step) => _steps.GetValueOrDefault(step);

    public void OnEvent(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepStarted started:
                _steps[started.Step] = new(StepState.Skipped, TimeSpan.Zero, null) { Log = started.LogPath };
                break;
            case RunEvent.StepCompleted completed:
                _steps[completed.Step] = new(completed.State, TimeSpan.FromSeconds(completed.Seconds), completed.Summary) { Log = Find(completed.Step)?.Log };
                break;
            case RunEvent.StepFailed failed:
                _steps[failed.Step] = new(StepState.Failed, TimeSpan.FromSeconds(failed.Seconds), null) { Error = failed.Message, Log = failed.LogPath };
                _failures.Add(failed);
                break;
            case RunEvent.StepBlocked blocked:
                _steps[blocked.Step] = new(StepState.Blocked, TimeSpan.Zero, null);
                break;
            case RunEvent.EntryLost lost:
                _lost.Add(lost);
                break;
        }
    }
}
