using System.Collections.Concurrent;
using System.Net.Sockets;
using Tango.Build.TestKit;
using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

public sealed class HttpStoreTests : RemoteStoreContract
{
    private readonly FileServer _server = FileServer.Start();
    private HttpStore? _store;

    private protected override IArchiveStore Store => _store ??= Open("");

    [Fact]
    public async Task The_token_goes_with_every_request_and_the_query_stays_behind_the_name()
    {
        using var store = Open("/?sig=a%2Fb", "secret");

        await store.PutAsync("a b", FileOf([1]), replace: false, default);
        await store.ContainsAsync("a b", default);

        Assert.Equal(
            [("PUT", "a%20b?sig=a%2Fb", "Bearer secret"), ("HEAD", "a%20b?sig=a%2Fb", "Bearer secret")],
            _server.Requests);
    }

    [Fact]
    public async Task A_user_and_a_password_in_the_address_are_sent_but_not_logged()
    {
        using var store = new HttpStore(new Uri(_server.Address.Replace("//", "//us%40er:secret@", StringComparison.Ordinal)), token: null, Folder);
        _server.Refuse = _ => Task.FromResult<int?>(401);

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.ContainsAsync("a", default));

        Assert.Equal("Basic " + Convert.ToBase64String("us@er:secret"u8), Assert.Single(_server.Requests).Authorization);
        Assert.StartsWith($"HEAD {_server.Address}/a: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(412)]
    public async Task A_server_that_forbids_to_replace_a_file_has_it(int status)
    {
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" ? status : null);
        _server.Files["a"] = [1];

        await Store.PutAsync("a", FileOf([1]), replace: false, default);

        Assert.Equal(1, _server.Count("PUT"));
    }

    [Fact]
    public async Task A_server_that_lacks_the_folder_does_not_have_the_file()
    {
        _server.Refuse = request => Task.FromResult<int?>(request.HttpMethod == "PUT" ? 409 : null);

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => Store.PutAsync("a", FileOf([1]), replace: false, default));

        Assert.StartsWith($"PUT {_server.Address}/a: the server answered 409", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_is_no_answer()
    {
        _server.ContentType = "text/html; charset=utf-8";
        _server.Files["a"] = [1];

        Assert.Contains("sign-in page", (await Assert.ThrowsAsync<RemoteStoreException>(() => Store.ContainsAsync("a", default))).Message, StringComparison.Ordinal);
        Assert.Contains("sign-in page", (await Assert.ThrowsAsync<RemoteStoreException>(() => Store.OpenAsync("a", default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stalled_request_is_cancelled_and_not_retried()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<int?>();
        _server.Refuse = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        var clock = new ManualClock();
        using var store = new HttpStore(new Uri(_server.Address), token: null, Folder) { Clock = clock };

        var opening = store.OpenAsync("a", default);
        await asked.Task;
        clock.Move(TransferGuard.Window);

        Assert.EndsWith("no data was transferred for 30 seconds", (await Assert.ThrowsAsync<RemoteStoreException>(() => opening)).Message, StringComparison.Ordinal);
        Assert.Equal(1, _server.Count("GET"));
        answer.SetResult(404);
    }

    [Fact]
    public async Task What_comes_and_cannot_be_kept_is_not_the_servers_fault()
    {
        _server.Files["a"] = [1];
        await File.WriteAllTextAsync(Folder, "in the way");

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => Store.OpenAsync("a", default));

        Assert.StartsWith($"the download cannot be written to '{Folder}': ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _server.Count("GET"));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_transient_error_is_retried_up_to_three_attempts(int status)
    {
        var refusals = new ConcurrentQueue<int?>([status, status]);
        _server.Refuse = _ => Task.FromResult(refusals.TryDequeue(out var refusal) ? refusal : null);

        await Store.PutAsync("a", FileOf([1, 2]), replace: false, default);

        Assert.Equal([1, 2], _server.Files["a"]);
        Assert.Equal(3, _server.Count("PUT"));
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(403, 1)]
    [InlineData(405, 1)]
    [InlineData(502, 3)]
    public async Task A_refusal_names_the_request_and_the_answer_but_no_secret(int status, int attempts)
    {
        _server.Refuse = _ => Task.FromResult<int?>(status);
        using var store = Open("?sig=secret", "secret");

        foreach (var (method, ask) in new (string, Func<Task>)[]
        {
            ("HEAD", () => store.ContainsAsync("a", default)),
            ("GET", () => store.OpenAsync("a", default)),
            ("PUT", () => store.PutAsync("a", FileOf([1]), replace: false, default)),
        })
        {
            var failure = await Assert.ThrowsAsync<RemoteStoreException>(ask);

            Assert.StartsWith($"{method} {_server.Address}/a: the server answered {status}", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
            Assert.Equal(attempts, _server.Count(method));
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure()
    {
        await _server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => Store.ContainsAsync("a", default));

        Assert.StartsWith($"HEAD {_server.Address}/a: {new SocketException((int)SocketError.ConnectionRefused).Message.TrimEnd('.')}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_under_way_ends_when_the_build_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<int?>();
        _server.Refuse = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };

        var asking = Store.ContainsAsync("a", cancelled.Token);
        await asked.Task;
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        answer.SetResult(404);
    }

    protected override void Dispose(bool disposing)
    {
        _store?.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private HttpStore Open(string after, string? token = null) => new(new Uri(_server.Address + after), token, Folder) { Clock = new ManualClock() };
}
