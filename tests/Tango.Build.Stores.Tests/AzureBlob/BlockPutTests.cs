using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Tango.Build.AzureBlob;
using Tango.Build.Stores.Tests.Servers;

namespace Tango.Build.Stores.Tests.AzureBlob;

/// <summary>Blobs that are too large for one request.</summary>
[Collection(SharedServers.Name)]
public sealed class BlockPutTests(StoreServers servers)
{
    private const long MaxSinglePut = 6 * 1024 * 1024;
    private const long Size = 20_000_000;

    [Theory]
    [Azurite]
    public async Task A_blob_in_blocks_is_there_as_it_was_and_the_first_stays(string scheme)
    {
        var (server, container) = await PrepareAsync(scheme);
        using var store = new AzureBlobStore(container, "", new BlobSignature(given: null, service: null)) { MaxSinglePut = MaxSinglePut };

        await PutAsync(store, Size);
        await PutAsync(store, Size + 1);
        var first = await server.ReadAsync(container.Name, "a");
        await PutAsync(store, Size + 2, replace: true);

        Assert.Equal(Size, first.LongLength);
        for (var i = 0; i < first.Length; i += 997)
            Assert.Equal(PatternStream.At(i), first[i]);

        Assert.Equal(Size + 2, (await server.ReadAsync(container.Name, "a")).LongLength);
    }

    // The second writer is stopped where it has sent some blocks, until the first is at its end.
    [Theory]
    [Azurite(false, true)]
    public async Task Blocks_of_two_writers_are_never_mixed_and_neither_fails(string scheme, bool replace)
    {
        var (server, container) = await PrepareAsync(scheme);
        using var store = new AzureBlobStore(container, "", new BlobSignature(given: null, service: null)) { MaxSinglePut = MaxSinglePut };
        using var firstIsThere = new ManualResetEventSlim();
        using var secondIsHalf = new ManualResetEventSlim();
        using var first = new PatternStream(Size) { OnPosition = position => { if (position == Size) secondIsHalf.Wait(Hang); } };
        using var second = new PatternStream(Size + 1_000) { OnPosition = position => { if (position > Size / 2 && position <= Size) { secondIsHalf.Set(); firstIsThere.Wait(Hang); } } };

        var other = Task.Run(() => store.PutAsync("a", second, replace, default));
        await Task.Run(() => store.PutAsync("a", first, replace, default));
        firstIsThere.Set();
        await other;

        var winner = await server.ReadAsync(container.Name, "a");
        Assert.Equal(Size, winner.LongLength);
        for (var i = 0; i < winner.Length; i += 997)
            Assert.Equal(PatternStream.At(i), winner[i]);
    }

    [Theory]
    [Azurite]
    public async Task Of_blocks_that_were_cancelled_there_is_no_blob_and_the_next_writer_succeeds(string scheme)
    {
        var (server, container) = await PrepareAsync(scheme);
        using var store = new AzureBlobStore(container, "", new BlobSignature(given: null, service: null)) { MaxSinglePut = MaxSinglePut };
        using var end = new CancellationTokenSource();
        using var content = new PatternStream(Size) { OnPosition = position => { if (position > Size / 2) end.Cancel(); } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync("a", content, replace: false, end.Token));
        Assert.Empty(await server.ListAsync(container.Name));

        await PutAsync(store, Size);
        Assert.Equal(Size, (await server.ReadAsync(container.Name, "a")).LongLength);
    }

    // The service refuses names of different lengths for the blocks of one blob.
    [Theory]
    [Azurite]
    public async Task Blocks_that_the_library_has_left_are_in_nobodys_way(string scheme)
    {
        var (server, container) = await PrepareAsync(scheme);
        using var end = new CancellationTokenSource();
        using var left = new PatternStream(Size) { OnPosition = position => { if (position > Size / 2) end.Cancel(); } };
        var options = new BlobUploadOptions { TransferOptions = new() { InitialTransferSize = 1, MaximumTransferSize = 4_000_000, MaximumConcurrency = 1 } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => container.GetBlobClient("a").UploadAsync(left, options, end.Token));
        Assert.NotEmpty((await container.GetBlockBlobClient("a").GetBlockListAsync(BlockListTypes.Uncommitted)).Value.UncommittedBlocks);

        using var store = new AzureBlobStore(container, "", new BlobSignature(given: null, service: null)) { MaxSinglePut = MaxSinglePut };
        await PutAsync(store, Size);

        Assert.Equal(Size, (await server.ReadAsync(container.Name, "a")).LongLength);
    }

    private static TimeSpan Hang => TimeSpan.FromMinutes(1);

    private static async Task PutAsync(AzureBlobStore store, long size, bool replace = false)
    {
        using var content = new PatternStream(size);
        await store.PutAsync("a", content, replace, default);
    }

    private async Task<(StoreServer Server, BlobContainerClient Container)> PrepareAsync(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        return (server, new BlobContainerClient(((AzuriteServer)server).ConnectionString(), await server.CreateContainerAsync()));
    }
}
