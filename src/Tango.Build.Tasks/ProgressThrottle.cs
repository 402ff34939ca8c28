namespace Tango.Build.Tasks;

/// <summary>Limits progress lines to one per step and half a minute: they show that a step is running, and do not flood the log.</summary>
internal sealed class ProgressThrottle
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Times> _steps = new(StringComparer.OrdinalIgnoreCase);

    public ProgressThrottle(TimeProvider clock) => _clock = clock;

    /// <summary>Records that a step starts.</summary>
    public void Start(string step) => _steps[step] = new Times(_clock.GetTimestamp());

    /// <summary>Whether a line is due, and how long the step has been running.</summary>
    public bool IsDue(string step, out TimeSpan running)
    {
        if (!_steps.TryGetValue(step, out var times))
        {
            Start(step);
            times = _steps[step];
        }

        var now = _clock.GetTimestamp();
        running = _clock.GetElapsedTime(times.Started, now);
        if (_clock.GetElapsedTime(times.Reported, now) < Interval)
            return false;

        times.Reported = now;
        return true;
    }

    // A class: a dictionary of structs would be compiled again in every build, even if no step runs.
    private sealed class Times(long started)
    {
        public long Started { get; } = started;

        public long Reported { get; set; } = started;
    }
}
