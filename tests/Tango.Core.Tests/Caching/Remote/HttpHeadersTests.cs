using System.Collections.Concurrent;
using System.Text;
using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.IO;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>Headers of the environment, and those that a store adds.</summary>
public sealed class HttpHeadersTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentQueue<FileRequest> _requests = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("X-Key: abc", "X-Key=abc")]
    [InlineData("X-Key:abc\nX-Other:  a: b \r\n\n", "X-Key=abc,X-Other=a: b")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz", "Authorization=Basic dXNlcjpwYXNz")]
    [InlineData("", "")]
    [InlineData("no colon", null)]
    [InlineData(": value", null)]
    [InlineData("a name: value", null)]
    [InlineData("Content-Type: text/plain", null)]
    [InlineData("X-Key: a\rb", null)]
    public void Headers_are_lines_with_a_name_and_a_value(string text, string? read) =>
        Assert.Equal(read, RemoteSecrets.ParseHeaders(text) is { } headers ? string.Join(',', headers.Select(header => $"{header.Key}={header.Value}")) : null);

    [Fact]
    public async Task Headers_go_with_every_request_and_replace_the_token()
    {
        await using var server = Serve(_ => "404 Not Found");
        using var store = Open(server.Address, ("X-Key", "abcd"), ("Authorization", "Basic dXNlcjpwYXNz"));

        await store.ContainsAsync("a", default);
        await store.OpenAsync("a", default);
        await Assert.ThrowsAsync<RemoteStoreException>(() => store.PutAsync("a", File(), replace: false, default));

        Assert.Equal(["HEAD", "GET", "PUT"], _requests.Select(request => request.HttpMethod));
        Assert.All(_requests, request => Assert.Equal(("abcd", "Basic dXNlcjpwYXNz"), (request.Header("X-Key"), request.Header("Authorization"))));
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("303 See Other")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task Headers_do_not_go_to_another_server(string status)
    {
        await using var other = Serve(_ => "404 Not Found");
        await using var server = Serve(_ => $"{status}\r\nLocation: {other.Address}/elsewhere");
        using var store = Open(server.Address, ("X-Key", "abcd"));

        Assert.Null(await store.OpenAsync("a", default));

        Assert.Equal(["abcd", null], _requests.Select(request => request.Header("X-Key")));
    }

    [Fact]
    public async Task Headers_go_to_another_place_on_the_same_server_but_not_round_and_round()
    {
        await using var server = Serve(_ => "302 Found\r\nLocation: /cache/elsewhere");
        using var store = Open(server.Address, ("X-Key", "abcd"));

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.OpenAsync("a", default));

        Assert.EndsWith("the server answered 302 Found", failure.Message, StringComparison.Ordinal);
        Assert.Equal(11, _requests.Count);
        Assert.All(_requests, request => Assert.Equal("abcd", request.Header("X-Key")));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_sent_again_unless_it_is_to_be_replaced()
    {
        await using var server = Serve(_ => "201 Created");
        using var store = Open(server.Address);

        await store.PutAsync("a", File(), replace: false, default);
        await store.PutAsync("a", File(), replace: true, default);

        Assert.Equal(["*", null], _requests.Select(request => request.Header("If-None-Match")));
    }

    [Fact]
    public async Task A_server_that_has_no_conditions_gets_none()
    {
        await using var server = Serve(request => request.Header("If-None-Match") is null ? "201 Created" : "501 Not Implemented");
        using var store = Open(server.Address);

        await store.PutAsync("a", File(), replace: false, default);
        await store.PutAsync("b", File(), replace: false, default);

        Assert.Equal("*,,", string.Join(',', _requests.Select(request => request.Header("If-None-Match")).Where((condition, index) => index == 0 || condition is null)));
    }

    [Theory]
    [InlineData("account.blob.core.windows.net", true)]
    [InlineData("account.blob.core.chinacloudapi.cn", true)]
    [InlineData("account.z12.blob.storage.azure.net", true)]
    [InlineData("blob.core", false)]
    [InlineData("bucket.s3.amazonaws.com", false)]
    public void Azures_servers_are_told_what_kind_of_blob_it_is(string host, bool isAzure) => Assert.Equal(isAzure, HttpStore.IsAzure(new UriBuilder("https", host).Uri));

    private HttpStore Open(string address, params (string Name, string Value)[] headers) =>
        new(new Uri(address), "token", _directory.PathOf("spool"), [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]) { Clock = new ManualClock() };

    private TemporaryFile File()
    {
        var file = new TemporaryFile(_directory.PathOf("spool"));
        file.Append([1]);
        return file;
    }

    private LocalServer Serve(Func<FileRequest, string> answer) => new(async (stream, end) =>
    {
        if (await FileRequest.ReadAsync(stream, end) is not { } request)
            return;

        _requests.Enqueue(request);
        if (request.HttpMethod == "PUT")
            await request.ReadBodyAsync(end);

        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {answer(request)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), end);
    });
}
