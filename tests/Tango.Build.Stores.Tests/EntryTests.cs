using Tango.Build.Stores.Tests.Servers;
using Tango.Caching.Remote;
using Tango.Core.Tests;
using Tango.Core.Tests.Caching;

namespace Tango.Build.Stores.Tests;

/// <summary>Entries that travel from one machine's cache to another's through a store.</summary>
[Collection(SharedServers.Name)]
public sealed class EntryTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly StoreServers _servers;
    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _here;
    private readonly DirectoryStepCache _there;

    public EntryTests(StoreServers servers)
    {
        _servers = servers;
        _here = new DirectoryStepCache(_directory.PathOf("here"));
        _there = new DirectoryStepCache(_directory.PathOf("there"));
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [Azurite("cut", "altered", "empty")]
    [Radosgw("cut", "altered", "empty")]
    public async Task An_object_that_is_damaged_is_refused_and_replaced_by_the_next_push(string scheme, string damage)
    {
        var server = await _servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        using var remote = new RemoteCache(new TransferredStore(server.Factory.Open(server.AddressOf(container), server.Owner), _directory.PathOf("spool")));
        await _here.PutAsync(Entry.Of(Id), "the result", typeof(string));
        Assert.NotNull(await remote.PushAsync(Id, _here, default));
        var key = EntryArchive.NameOf(Id);
        await server.WriteAsync(container, key, Damaged(await server.ReadAsync(container, key), damage));

        var failure = await Assert.ThrowsAsync<RemoteEntryException>(() => remote.FetchAsync(Id, _there, null, default));
        Assert.True(failure.IsCorrupt);
        Assert.False(_there.Contains(Id));

        await remote.PushAsync(Id, _here, default, replace: true);
        Assert.NotNull(await remote.FetchAsync(Id, _there, null, default));
        Assert.Equal("the result", (await _there.TryGetAsync(Id, typeof(string))).Value);
    }

    private static byte[] Damaged(byte[] content, string damage)
    {
        if (damage == "cut")
            return content[..(content.Length / 2)];

        if (damage == "empty")
            return [];

        content[content.Length / 2] ^= 0x55;
        return content;
    }
}
