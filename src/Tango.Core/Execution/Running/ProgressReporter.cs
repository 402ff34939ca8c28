using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Running;

/// <summary>
/// Reports the progress of a step, at most ten times a second, because a step may report each of a million rows. The last report is always published, at the latest when the step
/// ends.
/// </summary>
internal sealed class ProgressReporter : IProgress<StepProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _step;
    private readonly Action<RunEvent> _report;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private long? _reported;
    private StepProgress? _pending;

    /// <param name="clock">The clock; null: the system's.</param>
    public ProgressReporter(string step, Action<RunEvent> report, TimeProvider? clock = null)
    {
        _step = step;
        _report = report;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Replaces secrets in its texts.</summary>
    public SecretMask Mask { get; init; } = SecretMask.None;

    /// <inheritdoc/>
    public void Report(StepProgress value)
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            if (_reported is { } reported && _clock.GetElapsedTime(reported, now) < Interval)
            {
                _pending = value;
                return;
            }

            _reported = now;
            Publish(value);
        }
    }

    /// <summary>Publishes the last report, if it is not published yet.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_pending is { } value)
                Publish(value);
        }
    }

    private void Publish(StepProgress value)
    {
        _pending = null;
        _report(new RunEvent.StepProgressed { Step = _step, Fraction = Finite(value.Fraction), Text = value.Text is { } text ? TextLimits.Cut(Mask.Apply(text), TextLimits.MaxProgress) : null });
    }

    // A fraction of zero items is NaN, which JSON cannot represent.
    private static double? Finite(double? fraction) => fraction is { } number && double.IsFinite(number) ? number : null;
}
