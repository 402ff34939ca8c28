using Amazon.S3;
using Tango.Build.S3;
using Tango.Build.Stores.Tests.Servers;

namespace Tango.Build.Stores.Tests.S3;

/// <summary>Objects that are too large for one request.</summary>
[Collection(SharedServers.Name)]
public sealed class MultipartPutTests(StoreServers servers)
{
    private const long MaxSinglePut = 6 * 1024 * 1024;
    private const long Size = 20_000_000;

    [Theory]
    [Radosgw]
    public async Task An_object_in_parts_is_there_as_it_was_and_the_first_stays(string scheme)
    {
        var (server, bucket, client) = await PrepareAsync(scheme);
        using var store = new S3Store(() => client, bucket, "") { MaxSinglePut = MaxSinglePut };

        await PutAsync(store, Size);
        await PutAsync(store, Size + 1);
        var first = await server.ReadAsync(bucket, "a");
        await PutAsync(store, Size + 2, replace: true);

        Assert.Equal(Size, first.LongLength);
        for (var i = 0; i < first.Length; i += 997)
            Assert.Equal(PatternStream.At(i), first[i]);

        Assert.Equal(Size + 2, (await server.ReadAsync(bucket, "a")).LongLength);
    }

    [Theory]
    [Radosgw]
    public async Task Nothing_is_left_of_parts_that_were_cancelled(string scheme)
    {
        var (server, bucket, client) = await PrepareAsync(scheme);
        using var store = new S3Store(() => client, bucket, "") { MaxSinglePut = MaxSinglePut };
        using var end = new CancellationTokenSource();
        using var content = new PatternStream(Size) { OnPosition = position => { if (position > Size / 2) end.Cancel(); } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync("a", content, replace: false, end.Token));

        Assert.Empty(await server.ListAsync(bucket));
        using var owner = ((RadosGateway)server).Connect();
        Assert.Empty((await owner.ListMultipartUploadsAsync(bucket)).MultipartUploads ?? []);
    }

    private static async Task PutAsync(S3Store store, long size, bool replace = false)
    {
        using var content = new PatternStream(size);
        await store.PutAsync("a", content, replace, default);
    }

    private async Task<(StoreServer Server, string Bucket, AmazonS3Client Client)> PrepareAsync(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        return (server, await server.CreateContainerAsync(), ((RadosGateway)server).Connect());
    }
}
