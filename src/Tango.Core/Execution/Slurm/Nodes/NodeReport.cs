using System.Buffers;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>Sends the events of an attempt from a node, in parts: the first at once, the next ones at intervals that widen. A part that cannot be sent is sent again.</summary>
internal sealed class NodeReport : IAsyncDisposable
{
    private const double Widening = 1.5;

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastInterval = TimeSpan.FromSeconds(20);

    private readonly Func<int, ReadOnlyMemory<byte>, Task> _send;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;
    private ArrayBufferWriter<byte> _unsent = new();
    private ArrayBufferWriter<byte>? _part;
    private int _parts;

    /// <param name="send">Sends a part, given its number.</param>
    public NodeReport(Func<int, ReadOnlyMemory<byte>, Task> send, TimeProvider clock)
    {
        _send = send;
        _clock = clock;
        _loop = Task.Run(SendAllAsync);
    }

    /// <summary>Adds an event.</summary>
    /// <param name="line">Without its line end.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            _unsent.Write(line);
            _unsent.Write("\n"u8);
        }
    }

    /// <summary>Sends the rest, and ends.</summary>
    /// <exception cref="Caching.Remote.RemoteException">It cannot be sent.</exception>
    public async Task EndAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        await SendAsync().ConfigureAwait(false);
    }

    /// <summary>Ends without the rest.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAllAsync()
    {
        for (var interval = FirstInterval; ; interval = interval * Widening < LastInterval ? interval * Widening : LastInterval)
        {
            await Task.Delay(interval, _clock, _end.Token).ConfigureAwait(false);
            try
            {
                await SendAsync().ConfigureAwait(false);
            }
            catch (Caching.Remote.RemoteException)
            {
                // It is sent again after the next interval.
            }
        }
    }

    // A part that has failed may be in the store all the same, so it is sent again as it was.
    private async Task SendAsync()
    {
        while (Next())
        {
            await _send(_parts, _part!.WrittenMemory).ConfigureAwait(false);
            _parts++;
            _part = null;
        }
    }

    private bool Next()
    {
        lock (_lock)
        {
            if (_part is null && _unsent.WrittenCount > 0)
                (_part, _unsent) = (_unsent, new());
        }

        return _part is not null;
    }
}
