namespace Tango.Benchmarks.Generated;

/// <summary>A clock that is so many times faster than the real one.</summary>
internal sealed class FastClock(int factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();

    /// <summary>The time since the clock was made, on this clock.</summary>
    public TimeSpan Elapsed => (System.GetUtcNow() - _start) * factor;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Real(dueTime), Real(period));

    private TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;
}
