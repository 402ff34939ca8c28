using System.Security.Cryptography;
using Tango.Build.TestKit;
using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>A server that compares names with contents, as caches for Bazel do.</summary>
public sealed class BazelStoreTests : RemoteStoreContract
{
    private readonly FileServer _server = FileServer.Start();
    private BazelStore? _store;

    private protected override IArchiveStore Store => _store ??= new BazelStore(new HttpStore(new Uri(_server.Address), token: null, Folder) { Clock = new ManualClock() }, Folder);

    [Fact]
    public async Task Files_have_the_names_that_such_servers_accept()
    {
        await Store.PutAsync("Step-1-0000.tar.zst", FileOf([1, 2, 3]), replace: false, default);

        var content = _server.Files["cas/039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"];
        Assert.Equal([1, 2, 3], content);
        var record = Assert.Single(_server.Files, file => file.Key.StartsWith("ac/", StringComparison.Ordinal));
        Assert.Equal("ac/" + Convert.ToHexStringLower(SHA256.HashData("Step-1-0000.tar.zst"u8)), record.Key);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), ActionResult.ReadHash(record.Value));
        Assert.Equal(["cas", "ac"], _server.Requests.Where(request => request.Method == "PUT").Select(request => request.Path.Split('/')[0]));
    }

    [Fact]
    public async Task An_archive_that_the_server_has_removed_is_not_there_and_can_be_stored_again()
    {
        await Store.PutAsync("a", FileOf([1]), replace: false, default);
        _server.Files.TryRemove(_server.Files.Keys.Single(name => name.StartsWith("cas/", StringComparison.Ordinal)), out _);

        Assert.Null(await Store.OpenAsync("a", default));

        await Store.PutAsync("a", FileOf([1]), replace: false, default);
        using var stream = await Store.OpenAsync("a", default);
        Assert.Equal(1, stream!.ReadByte());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12FFFFFFFFFFFFFFFFFF01")]
    [InlineData("1204120208FF")]
    [InlineData("120612040A020000")]
    [InlineData("0B0C")]
    [InlineData("68656C6C6F")]
    public async Task A_record_that_is_none_is_a_corrupt_entry(string record)
    {
        await Store.PutAsync("a", FileOf([1]), replace: false, default);
        _server.Files[_server.Files.Keys.Single(name => name.StartsWith("ac/", StringComparison.Ordinal))] = Convert.FromHexString(record);

        Assert.True((await Assert.ThrowsAsync<RemoteEntryException>(() => Store.OpenAsync("a", default))).IsCorrupt);
    }

    // Written by other programs: fields that nobody here needs stand before and between.
    [Fact]
    public void Fields_that_are_not_known_are_skipped()
    {
        var written = ActionResult.Write("path", new string('a', 64), 1L << 40);
        byte[] more = [0x20, 0x07, 0x29, 1, 2, 3, 4, 5, 6, 7, 8, 0x35, 1, 2, 3, 4, 0x1A, 0x02, 9, 9, .. written];

        Assert.Equal(new string('a', 64), ActionResult.ReadHash(more));
    }

    protected override void Dispose(bool disposing)
    {
        _store?.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }
}
