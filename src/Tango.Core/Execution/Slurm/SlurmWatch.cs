namespace Tango.Execution.Slurm;

/// <summary>
/// What the jobs of a run wait for: one question to the queue for all of them, at an interval that widens while nothing is submitted, and ticks between, at which each reads what its
/// job has reported. With more jobs ticks are longer, so the load on the shared files has a limit.
/// </summary>
internal sealed class SlurmWatch : IAsyncDisposable
{
    private const double Widening = 1.25;

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstTick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastTick = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TickOfJob = TimeSpan.FromMilliseconds(2);

    private readonly SlurmClient _client;
    private readonly string _cacheDirectory;
    private readonly Action<Exception> _onSilence;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, string[]> _lists = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private TaskCompletionSource _tick = NewTick();
    private Task? _loop;
    private TimeSpan _interval = FirstInterval;
    private DateTimeOffset _next;
    private int _waiting;
    private SlurmException? _refusal;

    /// <param name="cacheDirectory">The directory of the cache whose jobs count.</param>
    /// <param name="onSilence">Called each time that the controller does not answer.</param>
    public SlurmWatch(SlurmClient client, string cacheDirectory, Action<Exception> onSilence, TimeProvider clock)
    {
        _client = client;
        _cacheDirectory = cacheDirectory;
        _onSilence = onSilence;
        _clock = clock;
    }

    /// <summary>How many questions were asked.</summary>
    public int Asked { get; private set; }

    /// <summary>The last answer; null before the first.</summary>
    public QueueSnapshot? Snapshot { get; private set; }

    /// <summary>Called when a job was submitted: what becomes of it is soon to be seen.</summary>
    public void OnSubmitted()
    {
        lock (_lock)
        {
            _interval = FirstInterval;
            var soon = _clock.GetUtcNow() + FirstInterval;
            if (_next > soon)
                _next = soon;
        }
    }

    /// <summary>Waits for the next tick.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        Task tick;
        lock (_lock)
        {
            _loop ??= Task.Run(() => RunAsync(_end.Token), CancellationToken.None);
            Interlocked.Increment(ref _waiting);
            tick = _tick.Task;
        }

        try
        {
            await tick.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Waits for an answer.</summary>
    /// <exception cref="SlurmException">There is no Slurm here, or it refuses to answer.</exception>
    public async Task<QueueSnapshot> FirstAsync(CancellationToken cancellationToken)
    {
        while (Snapshot is null)
        {
            await TickAsync(cancellationToken).ConfigureAwait(false);
            if (Snapshot is null && _refusal is { } refusal)
                throw new SlurmException(refusal.Message, refusal.Kind);
        }

        return Snapshot;
    }

    /// <summary>Asks no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_loop is not null)
            await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        _end.Dispose();
    }

    private static TaskCompletionSource NewTick() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Snapshot is null || _clock.GetUtcNow() >= _next)
                await AskAsync(cancellationToken).ConfigureAwait(false);

            TaskCompletionSource tick;
            lock (_lock)
                (tick, _tick) = (_tick, NewTick());

            tick.SetResult();
            var length = FirstTick + (TickOfJob * _waiting);
            await Task.Delay(length < LastTick ? length : LastTick, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            Asked++;
            Snapshot = QueueSnapshot.From(Asked, await _client.ListAsync(cancellationToken).ConfigureAwait(false), _cacheDirectory, _lists);
        }
        catch (SlurmException exception) when (Snapshot is null && exception.Kind is SlurmFault.NotInstalled or SlurmFault.Refused)
        {
            _refusal = exception;
        }
        catch (Exception exception) when (exception is SlurmException or IOException or UnauthorizedAccessException)
        {
            // Jobs go on without the controller, and report in files: only the end of one that reports nothing is not noticed meanwhile.
            _onSilence(exception);
        }

        lock (_lock)
        {
            _next = _clock.GetUtcNow() + _interval;
            _interval = _interval * Widening < LastInterval ? _interval * Widening : LastInterval;
        }
    }
}
