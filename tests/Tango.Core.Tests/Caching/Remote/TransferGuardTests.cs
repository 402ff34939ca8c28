using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

public sealed class TransferGuardTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(0, "no data was transferred for 30 seconds")]
    [InlineData(1, "fewer than 32 KB were transferred in 30 seconds")]
    [InlineData(200, "fewer than 32 KB were transferred in 30 seconds")]
    [InlineData((32 * 1024) - 1, "fewer than 32 KB were transferred in 30 seconds")]
    [InlineData(32 * 1024, null)]
    public async Task A_transfer_that_moves_too_little_in_a_window_is_cancelled(int bytes, string? failure)
    {
        using var guard = new TransferGuard(_clock, default);
        await MoveAsync(guard, bytes);

        _clock.Move(TransferGuard.Window);

        Assert.Equal(failure, guard.Failure);
        Assert.Equal(failure is not null, guard.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Every_window_counts_and_not_only_the_first()
    {
        using var guard = new TransferGuard(_clock, default);
        await MoveAsync(guard, 10_000_000);
        _clock.Move(TransferGuard.Window);
        Assert.Null(guard.Failure);

        _clock.Move(TransferGuard.Window);

        Assert.StartsWith("no data", guard.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transfer_that_is_slow_as_a_whole_is_cancelled()
    {
        using var guard = new TransferGuard(_clock, default);
        var windows = 0;
        for (; guard.Failure is null && windows < 100; windows++)
        {
            await MoveAsync(guard, (int)TransferGuard.LeastBytes);
            _clock.Move(TransferGuard.Window);
        }

        // Ten windows of grace, and half a second for the bytes of each.
        Assert.Equal("the transfer was slower than 64 KB per second for 5 minutes", guard.Failure);
        Assert.Equal(11, windows);
    }

    [Fact]
    public async Task A_large_transfer_may_take_as_long_as_it_needs_at_the_least_speed()
    {
        using var guard = new TransferGuard(_clock, default);
        for (var window = 0; window < 1000; window++)
        {
            await MoveAsync(guard, (int)(TransferGuard.LeastSpeed * TransferGuard.Window.TotalSeconds));
            _clock.Move(TransferGuard.Window);
        }

        Assert.Null(guard.Failure);
    }

    [Fact]
    public void A_guard_whose_transfer_is_over_does_nothing()
    {
        var guard = new TransferGuard(_clock, default);
        guard.Dispose();

        _clock.Move(TransferGuard.Window * 2);

        Assert.Null(guard.Failure);
        Assert.False(guard.Token.IsCancellationRequested);
    }

    public static TheoryData<Exception, bool> Breaks => new()
    {
        { new InvalidOperationException("the library gave up"), true },
        { new AggregateException(new HttpRequestException("refused")), true },
        { new HttpRequestException("refused"), true },
        { new HttpIOException(HttpRequestError.ResponseEnded), true },
        { new IOException("reset", new System.Net.Sockets.SocketException()), true },
        { new IOException("the disk"), false },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_download_that_breaks_off_in_the_middle_may_succeed_later_whatever_the_library_throws(Exception thrown, bool isTransient)
    {
        using var guard = new TransferGuard(_clock, default);

        var broken = await Assert.ThrowsAnyAsync<IOException>(() => guard.CopyAsync(new BreakingStream(thrown), Stream.Null));

        Assert.Equal(isTransient, RemoteStoreException.From(broken).IsTransient);
        Assert.Equal(thrown is IOException ? thrown.Message : thrown.GetBaseException().Message + " (ResponseEnded)", broken.Message);
    }

    private sealed class BreakingStream(Exception thrown) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(thrown);
    }

    private static Task MoveAsync(TransferGuard guard, int bytes) => guard.CopyAsync(new MemoryStream(new byte[bytes]), Stream.Null);
}
