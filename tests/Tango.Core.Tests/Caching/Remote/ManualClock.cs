namespace Tango.Core.Tests.Caching.Remote;

/// <summary>A clock that tests move. Pauses end at once and are recorded; periodic timers fire when the clock is moved.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<PeriodicTimer> _timers = [];
    private readonly List<TimeSpan> _pauses = [];
    private long _ticks;

    /// <summary>The pauses that were made, in their order.</summary>
    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (_gate)
                return [.. _pauses];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PeriodicTimer(this, callback, state, period);
        lock (_gate)
        {
            if (period == Timeout.InfiniteTimeSpan)
                _pauses.Add(dueTime);
            else
                _timers.Add(timer);
        }

        if (period == Timeout.InfiniteTimeSpan)
            ThreadPool.QueueUserWorkItem(_ => callback(state));

        return timer;
    }

    /// <summary>Moves the clock; each periodic timer fires as often as its period is over.</summary>
    public void Move(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero;)
        {
            PeriodicTimer[] timers;
            lock (_gate)
                timers = [.. _timers];

            var step = timers.Length == 0 ? left : TimeSpan.FromTicks(Math.Min(left.Ticks, timers.Min(timer => timer.Left.Ticks)));
            Interlocked.Add(ref _ticks, step.Ticks);
            left -= step;
            foreach (var timer in timers)
                timer.Move(step);
        }
    }

    private sealed class PeriodicTimer(ManualClock clock, TimerCallback callback, object? state, TimeSpan interval) : ITimer
    {
        private TimeSpan _sinceLast;

        public TimeSpan Left => interval - _sinceLast;

        public void Move(TimeSpan time)
        {
            _sinceLast += time;
            if (Left > TimeSpan.Zero)
                return;

            _sinceLast = TimeSpan.Zero;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
