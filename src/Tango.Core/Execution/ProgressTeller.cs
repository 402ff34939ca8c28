using Tango.Runs;

namespace Tango.Execution;

/// <summary>
/// Tells the progress of a step, at most ten times a second: a step may report each of a million rows. What was reported last is always told, at the latest when the step
/// ends.
/// </summary>
internal sealed class ProgressTeller : IProgress<StepProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _step;
    private readonly Action<RunEvent> _tell;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private long? _told;
    private StepProgress? _pending;

    /// <param name="step">The step's name.</param>
    /// <param name="tell">Takes the events.</param>
    /// <param name="clock">The time; null: the system's.</param>
    public ProgressTeller(string step, Action<RunEvent> tell, TimeProvider? clock = null)
    {
        _step = step;
        _tell = tell;
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public void Report(StepProgress value)
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            if (_told is { } told && _clock.GetElapsedTime(told, now) < Interval)
            {
                _pending = value;
                return;
            }

            _told = now;
            Tell(value);
        }
    }

    /// <summary>Tells what was reported last, if it has not been told yet.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_pending is { } value)
            {
                Tell(value);
            }
        }
    }

    private void Tell(StepProgress value)
    {
        _pending = null;
        _tell(new RunEvent.StepProgressed(_step, Finite(value.Fraction), value.Text));
    }

    // Shares of nothing are NaN, and JSON has no such number.
    private static double? Finite(double? fraction) => fraction is { } number && double.IsFinite(number) ? number : null;
}
