using Tango.Build.Stores.Tests.Servers;

namespace Tango.Build.Stores.Tests;

/// <summary>Memory does not grow with what is transferred.</summary>
[Collection(SharedServers.Name)]
public sealed class LargeContentTests(StoreServers servers)
{
    private const long Size = 192L * 1024 * 1024;

    // Buffers of the libraries, which do not depend on the size.
    private const long Bound = 64L * 1024 * 1024;

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task What_a_transfer_allocates_is_much_less_than_what_it_transfers(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        using var store = server.Factory.Open(server.AddressOf(await server.CreateContainerAsync()), server.Owner);
        using (var small = new PatternStream(1))
            await store.PutAsync("warm", small, replace: false, default);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        using (var content = new PatternStream(Size))
            await store.PutAsync("large", content, replace: false, default);

        var sent = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(sent < Bound, $"{sent} bytes were allocated to send {Size}.");

        before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(Size, await CountAsync((await store.OpenAsync("large", default))!));

        var received = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(received < Bound, $"{received} bytes were allocated to receive {Size}.");
    }

    private static async Task<long> CountAsync(Stream stream)
    {
        using (stream)
        {
            var buffer = new byte[128 * 1024];
            var count = 0L;
            while (await stream.ReadAsync(buffer) is > 0 and var read)
            {
                for (var i = 0; i < read; i += 4096)
                    Assert.Equal(PatternStream.At(count + i), buffer[i]);

                count += read;
            }

            return count;
        }
    }
}
