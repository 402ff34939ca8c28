using System.Collections.Concurrent;
using System.Text;
using Tango.Caching.Remote;
using Tango.Execution.Slurm.Nodes;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class NodeReportTests
{
    private readonly ConcurrentQueue<(int Number, string Text)> _sent = new();

    [Fact]
    public async Task What_was_not_sent_is_sent_at_the_end_in_order()
    {
        await using var report = new NodeReport(SendAsync, TimeProvider.System);
        for (var number = 0; number < 100; number++)
            report.Add(Encoding.UTF8.GetBytes($"line {number}"));

        await report.EndAsync();

        Assert.Equal(Enumerable.Range(0, _sent.Count), _sent.Select(part => part.Number));
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(number => $"line {number}\n")), string.Concat(_sent.Select(part => part.Text)));
    }

    [Fact]
    public async Task Nothing_to_say_is_no_part()
    {
        await using var report = new NodeReport(SendAsync, TimeProvider.System);

        await report.EndAsync();

        Assert.Empty(_sent);
    }

    [Fact]
    public async Task A_part_that_failed_is_sent_again_as_it_was_since_it_may_have_arrived()
    {
        var tried = new ConcurrentQueue<(int Number, string Text)>();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var report = new NodeReport(
            async (number, part) =>
            {
                tried.Enqueue((number, Encoding.UTF8.GetString(part.Span)));
                if (failed.TrySetResult())
                    throw new RemoteStoreException("no connection");

                await SendAsync(number, part);
            },
            TimeProvider.System);
        report.Add("one"u8);
        await failed.Task.WaitAsync(TestLimits.Hang);
        report.Add("two"u8);

        await report.EndAsync();

        Assert.Equal((0, "one\n"), tried.First());
        Assert.Equal([(0, "one\n"), (1, "two\n")], _sent);
    }

    [Fact]
    public async Task A_store_that_never_answers_is_an_exception_at_the_end()
    {
        await using var report = new NodeReport((_, _) => throw new RemoteStoreException("no connection"), TimeProvider.System);
        report.Add("one"u8);

        await Assert.ThrowsAsync<RemoteStoreException>(report.EndAsync);
    }

    private Task SendAsync(int number, ReadOnlyMemory<byte> part)
    {
        _sent.Enqueue((number, Encoding.UTF8.GetString(part.Span)));
        return Task.CompletedTask;
    }
}
