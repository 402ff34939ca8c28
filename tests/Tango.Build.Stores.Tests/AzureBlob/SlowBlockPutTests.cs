using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Tango.Build.AzureBlob;
using Tango.Caching.Remote;
using Tango.Core.Tests.Caching.Remote;

namespace Tango.Build.Stores.Tests.AzureBlob;

/// <summary>Blocks that are sent slowly, of which each takes longer than a transfer may stand still.</summary>
public sealed class SlowBlockPutTests
{
    private const int Block = 8 * 1024 * 1024;

    private readonly ManualClock _clock = new();

    // Pieces that a connection of less than 280 KB, of 70 KB and of 35 KB in a second takes in a window, and those of a fast one.
    [Theory]
    [InlineData(8 * 1024 * 1024, 0)]
    [InlineData(2 * 1024 * 1024, 0)]
    [InlineData(1024 * 1024, 0)]
    [InlineData(20_000_000, 0)]
    [InlineData(2 * 1024 * 1024, 1)]
    [InlineData(2 * 1024 * 1024, 2)]
    public async Task What_was_sent_of_a_block_counts_before_all_of_it_is(int perWindow, int refusals)
    {
        using var guard = new TransferGuard(_clock, default);
        var server = new SlowServer(perWindow, () => _clock.Move(TransferGuard.Window)) { Refusals = refusals };
        using var content = new SentStream(new PatternStream(Block + (Block / 2)), guard);

        await Put(server).RunAsync(content, conditions: null, guard.Token);

        Assert.Null(guard.Failure);
        Assert.Equal(content.Length, server.Taken.Length);
        Assert.Equal(Enumerable.Range(0, (int)content.Length).Select(i => PatternStream.At(i)), server.Taken.ToArray());
    }

    [Fact]
    public async Task A_connection_that_stands_still_is_still_noticed()
    {
        using var guard = new TransferGuard(_clock, default);
        var server = new SlowServer(1024 * 1024, () => _clock.Move(TransferGuard.Window * 3));
        using var content = new SentStream(new PatternStream(Block), guard);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Put(server).RunAsync(content, conditions: null, guard.Token));

        Assert.Equal("no data was transferred for 30 seconds", guard.Failure);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 10, 10)]
    [InlineData(5, 10, 10)]
    [InlineData(95, 5, 5)]
    [InlineData(95, 0, 0)]
    public async Task A_part_is_read_to_its_end_and_no_further_and_again_from_its_beginning(long from, long length, int read)
    {
        using var part = new StreamPart(new PatternStream(100), from, length);
        var buffer = new byte[100];
        byte[] expected = [.. Enumerable.Range((int)from, read).Select(i => PatternStream.At(i))];

        Assert.Equal(read, await part.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false));
        Assert.Equal(expected, buffer[..read]);
        Assert.Equal(0, part.Read(buffer));

        part.Seek(-length, SeekOrigin.End);
        Assert.Equal(read, part.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        Assert.Equal(expected, buffer[..read]);
    }

    private static BlockPut Put(SlowServer server) => new(new BlockBlobClient(
        new Uri("https://localhost:1/container/a"),
        new BlobClientOptions { Transport = server, Retry = { MaxRetries = 2, Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, NetworkTimeout = Timeout.InfiniteTimeSpan } }));
}
