using Tango.Runs;

namespace Tango.Cli.Live;

/// <summary>The state of a running build, from its events.</summary>
/// <param name="expected">How long a step took the last time; null if that is not recorded.</param>
internal sealed class LiveBuild(Func<string, TimeSpan?> expected, TimeProvider clock)
{
    private readonly Dictionary<(string Run, string Step), LiveStep> _steps = [];
    private readonly List<(string Run, string Step)> _order = [];

    /// <summary>How many results were in the cache.</summary>
    public int Cached { get; private set; }

    /// <summary>How many steps ran.</summary>
    public int Ran { get; private set; }

    /// <summary>How many steps failed.</summary>
    public int Failed { get; private set; }

    /// <summary>How many steps are blocked.</summary>
    public int Blocked { get; private set; }

    /// <summary>Whether a run has begun.</summary>
    public bool HasRun { get; private set; }

    /// <summary>The steps that run, in the order in which they started.</summary>
    public IReadOnlyList<LiveStep> Running => [.. Steps.Where(step => step.IsRunning).OrderBy(step => step.Started)];

    /// <summary>The steps that wait, in the order of the plan.</summary>
    public IReadOnlyList<LiveStep> Waiting => [.. Steps.Where(step => step.Started is null && !step.HasEnded)];

    private IEnumerable<LiveStep> Steps => _order.Select(key => _steps[key]);

    /// <summary>Takes an event.</summary>
    public void Take(string run, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.RunStarted e: Begin(run, e); break;
            case RunEvent.StepSubmitted e: Update(run, e.Step, step => step with { Job = e.Job, HasEnded = e.IsLeft }); break;
            case RunEvent.StepStarted e: Update(run, e.Step, step => step with { Started = clock.GetUtcNow(), HasEnded = false, Fraction = null, Text = null }); break;
            case RunEvent.StepProgressed e: Update(run, e.Step, step => step with { Fraction = e.Fraction ?? step.Fraction, Text = e.Text ?? step.Text }); break;
            case RunEvent.StepCompleted { State: StepState.Ran } e: Ran++; End(run, e.Step); break;
            case RunEvent.StepCompleted e: Cached++; End(run, e.Step); break;
            case RunEvent.StepFailed e: Failed++; End(run, e.Step); break;
            case RunEvent.StepBlocked e: Blocked++; End(run, e.Step); break;
            case RunEvent.RunFinished: EndAll(run); break;
        }
    }

    private void Begin(string run, RunEvent.RunStarted started)
    {
        HasRun = true;
        Cached += started.CachedSteps.Count;
        foreach (var (step, needs) in started.StepsToRun)
            Update(run, step, known => known with { WaitsFor = needs });
    }

    private void Update(string run, string name, Func<LiveStep, LiveStep> change)
    {
        var key = (run, name);
        if (!_steps.TryGetValue(key, out var step))
        {
            step = new LiveStep(run, name) { WaitsFor = [], Expected = expected(name) };
            _order.Add(key);
        }

        _steps[key] = change(step);
    }

    private void End(string run, string name)
    {
        Update(run, name, step => step with { HasEnded = true });
        foreach (var waiting in Steps.Where(step => step.Run == run && step.WaitsFor.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList())
            Update(run, waiting.Name, step => step with { WaitsFor = [.. step.WaitsFor.Where(other => !other.Equals(name, StringComparison.OrdinalIgnoreCase))] });
    }

    private void EndAll(string run)
    {
        foreach (var step in Steps.Where(step => step.Run == run && !step.HasEnded).ToList())
            End(run, step.Name);
    }
}
