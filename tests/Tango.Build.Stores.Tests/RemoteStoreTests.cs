using Tango.Build.Stores.Tests.Servers;
using Tango.Caching.Remote;
using Tango.Core.Tests;
using Tango.IO;

namespace Tango.Build.Stores.Tests;

/// <summary>What the stores of the packages promise, over real servers, as builds use them.</summary>
[Collection(SharedServers.Name)]
public sealed class RemoteStoreTests(StoreServers servers) : IDisposable
{
    private const string Name = "Step-1-0000.tar.zst";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task What_was_never_put_there_is_not_there(string scheme)
    {
        using var store = await OpenAsync(scheme);

        Assert.False(await store.ContainsAsync(Name, default));
        Assert.False(await store.ContainsAsync(Name, default));
        Assert.Null(await store.OpenAsync(Name, default));
    }

    [Theory]
    [Azurite(0, 1, 3_000_000, 20_000_000)]
    [Radosgw(0, 1, 3_000_000, 20_000_000)]
    public async Task What_was_put_there_is_there_as_it_was(string scheme, int size)
    {
        using var store = await OpenAsync(scheme);
        var content = new byte[size];
        new Random(size).NextBytes(content);

        await PutAsync(store, content);

        Assert.True(await store.ContainsAsync(Name, default));
        Assert.Equal(content, await ReadAsync(store));
        Assert.False(await store.ContainsAsync("Step-1-0001.tar.zst", default));
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task What_is_there_stays_unless_it_is_to_be_replaced(string scheme)
    {
        using var store = await OpenAsync(scheme);
        await PutAsync(store, [1, 2, 3]);

        await PutAsync(store, [4]);
        Assert.Equal([1, 2, 3], await ReadAsync(store));

        await PutAsync(store, [5], replace: true);
        Assert.Equal([5], await ReadAsync(store));
    }

    // A large file takes a library several requests if it may choose.
    [Theory]
    [Azurite(100_000, 20_000_000)]
    [Radosgw(100_000, 20_000_000)]
    public async Task Of_writers_at_the_same_time_one_wins_whole_and_none_fails(string scheme, int size)
    {
        using var store = await OpenAsync(scheme);

        await Task.WhenAll(Enumerable.Range(0, size < 1_000_000 ? 16 : 4).Select(number => Task.Run(() => PutAsync(store, [.. Enumerable.Repeat((byte)number, size)]))));

        var winner = await ReadAsync(store);
        Assert.Equal(size, winner.Length);
        Assert.Single(winner.Distinct());
        await PutAsync(store, [99]);
        Assert.Equal(winner, await ReadAsync(store));
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task Of_writers_that_replace_at_the_same_time_one_wins_whole_and_none_fails(string scheme)
    {
        using var store = await OpenAsync(scheme);
        await PutAsync(store, [99]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => PutAsync(store, [.. Enumerable.Repeat((byte)number, 20_000_000)], replace: true))));

        var winner = await ReadAsync(store);
        Assert.Equal(20_000_000, winner.Length);
        Assert.Single(winner.Distinct());
    }

    [Theory]
    [Azurite("team/präfix mit Blank & 100%25")]
    [Radosgw("team/präfix mit Blank & 100%25")]
    public async Task A_prefix_may_have_any_name(string scheme, string prefix)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        using var store = Open(server, server.AddressOf(container, prefix), server.Owner);

        await PutAsync(store, [1]);

        Assert.Equal([1], await ReadAsync(store));
        Assert.Equal(["team/präfix mit Blank & 100%/" + Name], await server.ListAsync(container));
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task Wrong_credentials_are_a_failure_that_names_the_request_and_no_secret(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        using var store = Open(server, server.AddressOf(container), server.Stranger);

        await AssertRefusedAsync(store, $"{scheme}://", "the server answered 403", server.Stranger.Values);
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task A_container_that_is_missing_is_a_failure_and_not_an_empty_one(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        using var store = Open(server, server.AddressOf("not-there"), server.Owner);

        await AssertRefusedAsync(store, "not-there", server.MissingCode, server.Owner.Values);
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task Who_may_only_read_reads(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        using var owner = Open(server, server.AddressOf(container), server.Owner);
        await PutAsync(owner, [1]);
        using var reader = Open(server, server.AddressOf(container), await server.ReaderAsync(container));

        Assert.True(await reader.ContainsAsync(Name, default));
        Assert.False(await reader.ContainsAsync("other", default));
        Assert.Equal([1], await ReadAsync(reader));
        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => PutAsync(reader, [2], replace: true));
        Assert.Contains("the server answered 403", failure.Message, StringComparison.Ordinal);
        Assert.Equal([1], await ReadAsync(owner));
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task A_server_that_is_gone_in_the_middle_of_a_download_is_asked_again(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        using var owner = Open(server, server.AddressOf(container), server.Owner);
        var content = new byte[2_000_000];
        new Random(1).NextBytes(content);
        await PutAsync(owner, content);

        await using var proxy = new CuttingProxy(server.Endpoint, limit: 1_000_000, cuts: 1);
        using var store = Open(server, server.AddressOf(container, endpoint: proxy.Address), server.Owner);

        Assert.Equal(content, await ReadAsync(store));
        Assert.True(proxy.CutsLeft < 1);
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task A_server_that_is_always_gone_in_the_middle_of_a_transfer_is_a_failure_and_nothing_is_left_there(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        await using var proxy = new CuttingProxy(server.Endpoint, limit: 100_000, cuts: int.MaxValue);
        using var store = Open(server, server.AddressOf(container, endpoint: proxy.Address), server.Owner);
        using var owner = Open(server, server.AddressOf(container), server.Owner);

        await Assert.ThrowsAsync<RemoteStoreException>(() => PutAsync(store, new byte[2_000_000]));
        Assert.Empty(await server.ListAsync(container));

        await PutAsync(owner, new byte[2_000_000]);
        await Assert.ThrowsAsync<RemoteStoreException>(() => ReadAsync(store));
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task A_server_that_is_not_there_is_a_failure(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        using var store = Open(server, server.AddressOf("any", endpoint: new UriBuilder("http", "127.0.0.1", 9).Uri), server.Owner);

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.ContainsAsync(Name, default));

        Assert.True(failure.IsTransient, failure.ToString());
        Assert.Contains(Name, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', failure.Message);
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task What_is_cancelled_stores_nothing(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        using var store = Open(server, server.AddressOf(container), server.Owner);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync(Name, FileOf([1]), replace: false, cancelled.Token));

        Assert.Empty(await server.ListAsync(container));
    }

    private static async Task AssertRefusedAsync(IArchiveStore store, string place, string code, IEnumerable<string> secrets)
    {
        using var spool = new TemporaryDirectory();
        using var content = new TemporaryFile(spool.Path);
        content.Append([1]);
        foreach (var ask in (Func<Task>[])[() => store.ContainsAsync(Name, default), () => store.OpenAsync(Name, default), () => store.PutAsync(Name, content, replace: false, default)])
        {
            var failure = await Assert.ThrowsAsync<RemoteStoreException>(ask);
            Assert.False(failure.IsTransient);
            Assert.Contains(place, failure.Message, StringComparison.Ordinal);
            Assert.Contains(code, failure.Message, StringComparison.Ordinal);
            Assert.All(secrets.Where(secret => secret.Length > 4), secret => Assert.DoesNotContain(secret, failure.Message, StringComparison.Ordinal));
        }
    }

    private async Task<IArchiveStore> OpenAsync(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        return Open(server, server.AddressOf(await server.CreateContainerAsync()), server.Owner);
    }

    private TransferredStore Open(StoreServer server, RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment) =>
        new(server.Factory.Open(address, environment), _directory.PathOf("spool"));

    private TemporaryFile FileOf(byte[] content)
    {
        var file = new TemporaryFile(_directory.PathOf("spool"));
        file.Append(content);
        return file;
    }

    private async Task PutAsync(IArchiveStore store, byte[] content, bool replace = false)
    {
        using var file = FileOf(content);
        await store.PutAsync(Name, file, replace, default);
    }

    private static async Task<byte[]> ReadAsync(IArchiveStore store)
    {
        using var stream = await store.OpenAsync(Name, default);
        using var content = new MemoryStream();
        await stream!.CopyToAsync(content);
        return content.ToArray();
    }
}
