using System.Buffers;

namespace Tango.Caching.Remote;

/// <summary>
/// Cancels a transfer that is too slow: one that transfers fewer than <see cref="LeastBytes"/> in a <see cref="Window"/>, or takes longer as a whole than <see cref="Grace"/> and
/// the time for its bytes at <see cref="LeastSpeed"/>. The bytes that have come count, not those that a server announces.
/// </summary>
internal sealed class TransferGuard : IDisposable
{
    /// <summary>The least number of bytes that a transfer moves in each window, unless it ends in it.</summary>
    public const long LeastBytes = 32 * 1024;

    /// <summary>The least average speed after the grace, in bytes per second.</summary>
    public const long LeastSpeed = 64 * 1024;

    /// <summary>How often the speed is measured.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>How long a transfer may take whatever its size.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    // What is copied at a time, in bytes.
    private const int Piece = 128 * 1024;

    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _moved;
    private long _movedBefore;
    private bool _isDisposed;

    public TransferGuard(TimeProvider clock, CancellationToken cancellationToken)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = _source.Token;
        _timer = clock.CreateTimer(static guard => ((TransferGuard)guard!).Measure(), this, Window, Window);
    }

    /// <summary>The cancellation token of the transfer.</summary>
    public CancellationToken Token { get; }

    /// <summary>Why it was cancelled; null if it was not, or by the build.</summary>
    public string? Failure { get; private set; }

    /// <summary>Counts bytes that were transferred.</summary>
    public void Count(int bytes) => Interlocked.Add(ref _moved, bytes);

    /// <summary>Copies all of a stream.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="destination">Receives the bytes.</param>
    public async Task CopyAsync(Stream source, Stream destination)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (await ReadAsync(source, buffer, Token).ConfigureAwait(false) is > 0 and var read)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), Token).ConfigureAwait(false);
                Count(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer.Dispose();
            _source.Dispose();
        }
    }

    // Libraries resume downloads by themselves, and fail with exceptions of their own when that does not help. All of them say that the download has broken off.
    private static async ValueTask<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or IOException))
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, exception.GetBaseException().Message, exception);
        }
    }

    private void Measure()
    {
        lock (_gate)
        {
            var moved = Interlocked.Read(ref _moved);
            if (_isDisposed || Failure is not null || FindFailure(moved) is not { } failure)
            {
                _movedBefore = moved;
                return;
            }

            Failure = failure;

            // Its callbacks run elsewhere: here they would run inside the lock.
            _ = _source.CancelAsync();
        }
    }

    private string? FindFailure(long moved)
    {
        var inWindow = moved - _movedBefore;
        if (inWindow == 0)
            return $"no data was transferred for {Window.TotalSeconds:0} seconds";

        if (inWindow < LeastBytes)
            return $"fewer than {LeastBytes / 1024} KB were transferred in {Window.TotalSeconds:0} seconds";

        return _clock.GetElapsedTime(_start) > Grace + TimeSpan.FromSeconds(moved / LeastSpeed)
            ? $"the transfer was slower than {LeastSpeed / 1024} KB per second for {Grace.TotalMinutes:0} minutes"
            : null;
    }
}
