using System.Text;
using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>No answer of a server is more than a failure of the store.</summary>
public sealed class HostileServerTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualClock _clock = new();
    private readonly DirectoryStepCache _cache;

    public HostileServerTests() => _cache = new DirectoryStepCache(_directory.PathOf("cache"));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("//")]
    [InlineData("///")]
    [InlineData("\\\\host\\share")]
    [InlineData("data:text/plain,hello")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://[::1")]
    [InlineData("http://localhost:99999/x")]
    [InlineData("http://localhost:-1/")]
    [InlineData("http:")]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%zz%00")]
    [InlineData("http://localhost:1/\u00ff")]
    [InlineData("unix:/var/run/docker.sock")]
    [InlineData("C:\\Windows")]
    public async Task A_redirect_to_an_odd_place_is_a_failure_of_the_store(string location)
    {
        foreach (var status in (string[])["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
            await AssertStoreFailsAsync($"HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 999 \u001b[31mred\u0007\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcde")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nab")]
    [InlineData("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 401 No\r\nWWW-Authenticate: \u0001\u0002, Basic realm=\"\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 407 Proxy\r\nContent-Length: 0\r\n\r\n")]
    public async Task An_answer_that_is_none_is_a_failure_of_the_store_or_a_corrupt_archive(string answer)
    {
        await using var server = new HostileServer(answer);
        using var remote = Open(server);

        await Assert.ThrowsAnyAsync<RemoteException>(() => remote.FetchAsync(Id, _cache, null, default));

        Assert.Empty(_cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task Headers_without_end_are_a_failure_of_the_store()
    {
        await AssertStoreFailsAsync("HTTP/1.1 200 OK\r\nX: " + new string('x', 5_000_000) + "\r\n\r\n");
    }

    [Theory]
    [InlineData("Content-Length: 9223372036854775807")]
    [InlineData("Content-Length: 8000000000000000")]
    public async Task An_archive_for_which_the_disk_has_no_space_is_not_begun(string header)
    {
        await using var server = new HostileServer($"HTTP/1.1 200 OK\r\n{header}\r\n\r\nabc");
        using var remote = Open(server);

        var failure = await Assert.ThrowsAsync<RemoteEntryException>(() => remote.FetchAsync(Id, _cache, null, default));

        Assert.False(failure.IsCorrupt);
        Assert.Contains("bytes that are free", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task A_server_that_drips_is_given_up()
    {
        var dripped = new TaskCompletionSource();
        await using var server = new HostileServer(async stream =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" + new string('x', 20)));
            dripped.TrySetResult();
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        });
        using var remote = Open(server);

        var fetching = remote.FetchAsync(Id, _cache, null, default);
        await dripped.Task;
        _clock.Move(TransferGuard.Window);

        // Whether the client has seen the bytes yet or not.
        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => fetching);
        Assert.EndsWith("30 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_wait_longer_each_time_and_by_chance()
    {
        await using var server = new HostileServer("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        var chances = new Queue<double>([0, 1]);
        using var store = new HttpStore(server.Address, token: null, _directory.PathOf("spool")) { Clock = _clock, Jitter = chances.Dequeue };

        await Assert.ThrowsAsync<RemoteStoreException>(() => store.ContainsAsync("a", default));

        Assert.Equal([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1200)], _clock.Pauses);
    }

    [Fact]
    public async Task What_a_server_says_has_no_control_characters_and_an_end()
    {
        await using var server = new HostileServer("HTTP/1.1 403 \u001b[31mred " + new string('x', 3000) + "\r\nContent-Length: 0\r\n\r\n");
        using var remote = Open(server);

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => remote.ContainsAsync(Id, default));

        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.InRange(failure.Message.Length, 100, 1001);
    }

    private async Task AssertStoreFailsAsync(string answer)
    {
        await using var server = new HostileServer(answer);
        using var remote = Open(server);
        await _cache.PutAsync(Entry.Of(Id), 1, typeof(int), new() { Replace = true });

        await AssertFailsAsync(() => remote.ContainsAsync(Id, default));
        await AssertFailsAsync(() => remote.PushAsync(Id, _cache, default));
        _cache.Remove(Id);
        await AssertFailsAsync(() => remote.FetchAsync(Id, _cache, null, default));
    }

    private async Task AssertFailsAsync(Func<Task> use)
    {
        var failure = await Assert.ThrowsAsync<RemoteStoreException>(use);
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.All(_cache.EnumerateUniqueIds(), id => Assert.Equal(Id, id));
    }

    private RemoteCache Open(HostileServer server) => new(new HttpStore(server.Address, "secret", _directory.PathOf("spool")) { Clock = _clock });
}
