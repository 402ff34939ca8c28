namespace Tango.Build.Tasks;

/// <summary>Lets through one progress line per step and half a minute: enough to see that it lives, too few to flood a log.</summary>
internal sealed class ProgressThrottle
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Times> _steps = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a throttle.</summary>
    /// <param name="clock">The time.</param>
    public ProgressThrottle(TimeProvider clock) => _clock = clock;

    /// <summary>Takes note that a step begins.</summary>
    public void Start(string step) => _steps[step] = new Times(_clock.GetTimestamp());

    /// <summary>Whether it is time for a line, and how long the step has been running.</summary>
    public bool IsDue(string step, out TimeSpan running)
    {
        if (!_steps.TryGetValue(step, out var times))
        {
            Start(step);
            times = _steps[step];
        }

        var now = _clock.GetTimestamp();
        running = _clock.GetElapsedTime(times.Started, now);
        if (_clock.GetElapsedTime(times.Told, now) < Interval)
            return false;

        times.Told = now;
        return true;
    }

    // A class: a dictionary of structs would be compiled anew in every build, also in those that run nothing.
    private sealed class Times(long started)
    {
        public long Started { get; } = started;

        public long Told { get; set; } = started;
    }
}
