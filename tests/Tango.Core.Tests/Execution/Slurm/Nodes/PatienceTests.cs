using System.Net;
using System.Net.Sockets;
using Tango.Caching.Remote;
using Tango.Execution.Slurm.Nodes;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class PatienceTests
{
    private readonly HastyClock _clock = new();
    private readonly List<Exception> _silences = [];
    private int _asked;

    public static TheoryData<Exception?, bool> Failures { get; } = new()
    {
        { new HttpRequestException("refused", new SocketException(111)), true },
        { new HttpRequestException("busy", inner: null, HttpStatusCode.ServiceUnavailable), true },
        { new HttpRequestException("slowly", inner: null, HttpStatusCode.TooManyRequests), true },
        { new TimeoutException("no answer"), true },
        { new OperationCanceledException("no connection"), true },
        { new IOException("reset", new SocketException(104)), true },
        { new HttpRequestException("forbidden", inner: null, HttpStatusCode.Forbidden), false },
        { new HttpRequestException("unknown", inner: null, HttpStatusCode.NotFound), false },
        { new IOException("disk full"), false },
        { new UnauthorizedAccessException("denied"), false },
        { null, false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Only_a_failure_that_may_pass_is_waited_for(Exception? failure, bool passes)
    {
        var exception = new RemoteStoreException("failed", failure);
        var asking = AskAsync(() => ++_asked < 3 ? throw exception : 7);

        if (passes)
            Assert.Equal(7, await asking);
        else
            Assert.Same(exception, await Assert.ThrowsAsync<RemoteStoreException>(() => asking));

        Assert.Equal(passes ? 3 : 1, _asked);
        Assert.Equal(passes ? 2 : 0, _silences.Count);
    }

    [Fact]
    public async Task After_ten_minutes_the_failure_is_the_answer()
    {
        await Assert.ThrowsAsync<RemoteStoreException>(() => AskAsync(() => throw new RemoteStoreException("failed", new TimeoutException())));

        Assert.InRange(_clock.Now - DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        Assert.InRange(_silences.Count, 10, 30);
    }

    [Fact]
    public async Task Whoever_is_ended_does_not_wait()
    {
        await Assert.ThrowsAsync<RemoteStoreException>(() => AskAsync(() => throw new RemoteStoreException("failed", new TimeoutException()), new CancellationToken(canceled: true)));

        Assert.Equal(DateTimeOffset.UnixEpoch, _clock.Now);
    }

    private Task<int> AskAsync(Func<int> answer, CancellationToken cancellationToken = default) =>
        new Patience(_silences.Add, _clock).AskAsync(() => Task.FromResult(answer()), cancellationToken);

    /// <summary>A clock whose pauses are over at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Now += dueTime;
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
