using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>What a message repeats of a server's own words.</summary>
public sealed class HttpRefusalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("text/plain", "the quota of 5 GB is used up\nask an administrator", "403 Forbidden: the quota of 5 GB is used up")]
    [InlineData("text/plain; charset=utf-8", "\r\n\r\n  later \r\n", "403 Forbidden: later")]
    [InlineData("application/json", "{\"message\":\"no\"}", "403 Forbidden: {\"message\":\"no\"}")]
    [InlineData("application/problem+json", "{\"title\":\"no\"}", "403 Forbidden: {\"title\":\"no\"}")]
    [InlineData("application/xml", "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code>\n<Message>No.</Message></Error>", "403 Forbidden: AccessDenied No")]
    [InlineData("text/html", "<html><title>403 Forbidden</title>", "403 Forbidden")]
    [InlineData("application/octet-stream", "bytes", "403 Forbidden")]
    [InlineData("text/plain", "", "403 Forbidden")]
    [InlineData("text/plain", "the token top-secret and a%20query are wrong, as is a query", "403 Forbidden: the token *** and *** are wrong, as is ***")]
    [InlineData("text/plain", "a\u001b[31mb", "403 Forbidden: a\uFFFD[31mb")]
    public async Task A_refusal_repeats_the_first_line_of_a_text(string type, string body, string told)
    {
        await using var server = new HostileServer($"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        using var store = new HttpStore(new Uri(server.Address + "?sig=a%20query"), "top-secret", _directory.PathOf("spool"));

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.OpenAsync("a", default));

        Assert.EndsWith("/a: the server answered " + told, failure.Message, StringComparison.Ordinal);
    }

    // The value of a header, or the user and password of an address, and what the server says of it.
    [Theory]
    [InlineData("Authorization: Bearer top-secret", "Bearer top-secret is not valid", "*** is not valid")]
    [InlineData("Authorization: Bearer top-secret", "token top-secret is not valid", "token *** is not valid")]
    [InlineData("Authorization: token top-secret", "'top-secret' is no token", "'***' is no token")]
    [InlineData("Authorization: Basic ZGVwbG95OnRvcC1zZWNyZXQ=", "dXNlcg, ZGVwbG95OnRvcC1zZWNyZXQ=", "dXNlcg, ***=")]
    [InlineData("Authorization: Basic ZGVwbG95OnRvcC1zZWNyZXQ=", "deploy:top-secret, or top-secret of deploy", "***, or *** of ***")]
    [InlineData("Cookie: session=top-secret; theme=dark", "session top-secret has ended", "*** *** has ended")]
    [InlineData("X-Keys: top-secret,second-secret;q=1", "second-secret and top-secret", "*** and ***")]
    [InlineData("X-Key: top%2Dsecret", "top-secret or top%2Dsecret", "*** or ***")]
    [InlineData("X-Key: abc", "abc is too short to be one", "abc is too short to be one")]
    [InlineData("deploy:top-secret@", "the password top-secret of deploy", "the password *** of ***")]
    [InlineData("deploy:top%2Dsecret@", "the password top-secret", "the password ***")]
    [InlineData("top-secret@", "who is top-secret?", "who is ***?")]
    public async Task A_refusal_repeats_no_part_of_a_secret(string secret, string said, string told)
    {
        await using var server = new HostileServer($"HTTP/1.1 403 {said}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: {said.Length}\r\n\r\n{said}");
        var isUser = secret.EndsWith('@');
        var address = isUser ? new Uri($"http://{secret}{server.Address.Authority}/") : server.Address;
        using var store = new HttpStore(address, token: null, _directory.PathOf("spool"), isUser ? null : RemoteSecrets.ParseHeaders(secret));

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.OpenAsync("a", default));

        Assert.EndsWith($"/a: the server answered 403 {told}: {told}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_refusal_is_cut()
    {
        await using var server = new HostileServer($"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n{new string('x', 100_000)}");
        using var store = new HttpStore(server.Address, token: null, _directory.PathOf("spool"));

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.OpenAsync("a", default));

        Assert.EndsWith(new string('x', 200) + "…", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 201), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_breaks_off_still_has_its_status()
    {
        await using var server = new HostileServer("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nbec");
        using var store = new HttpStore(server.Address, token: null, _directory.PathOf("spool"));

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.OpenAsync("a", default));

        Assert.EndsWith("/a: the server answered 403 Forbidden", failure.Message, StringComparison.Ordinal);
    }
}
