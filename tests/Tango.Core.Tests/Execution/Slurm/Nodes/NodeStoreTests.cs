using System.Diagnostics;
using Tango.Build.TestKit;
using Tango.Caching.Remote;
using Tango.Execution.Slurm.Nodes;
using Tango.IO;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

public sealed class NodeStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileServer _server = FileServer.Start();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("http://example.org/cache", null, "", "globoff\nurl = \"http://example.org/cache/a.tar.gz\"\nlocation\n")]
    [InlineData("https://example.org/cache/?sig=a%22b&c=d", null, "", "globoff\nurl = \"https://example.org/cache/a.tar.gz?sig=a%22b&c=d\"\nlocation\n")]
    [InlineData("https://user:p%22w@example.org", null, "", "globoff\nurl = \"https://user:p%22w@example.org/a.tar.gz\"\nlocation\n")]
    [InlineData("http://example.org", "t0ken", "", "globoff\nurl = \"http://example.org/a.tar.gz\"\nlocation\nheader = \"Authorization: Bearer t0ken\"\n")]
    [InlineData("http://example.org", null, "X-Key: a\"b\\c", "globoff\nurl = \"http://example.org/a.tar.gz\"\nheader = \"X-Key: a\\\"b\\\\c\"\n")]
    [InlineData("http://example.org", "t0ken", "authorization: Basic x", "globoff\nurl = \"http://example.org/a.tar.gz\"\nlocation\nheader = \"authorization: Basic x\"\n")]
    public async Task Curl_gets_the_address_and_the_secrets_of_requests(string address, string? token, string headers, string configuration)
    {
        var settings = new RemoteCacheSettings(address) { Token = token, Headers = RemoteSecrets.ParseHeaders(headers)!.Value };

        using var store = settings.OpenStore(_directory.PathOf("spool"));
        Assert.Equal(configuration, NodeStore.CurlConfiguration(await store.RequestForAsync("a.tar.gz", CancellationToken.None)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curl_fetches_what_was_stored(bool isBazel)
    {
        if (ProgramPath.Find("curl") is not { } curl)
            return;

        using var store = new NodeStore(new RemoteCacheSettings(_server.Address) { IsBazel = isBazel }, _directory.PathOf("spool"));
        var sha256 = await store.PutByDigestAsync(NodeNames.Program, stream => stream.WriteAsync("content"u8.ToArray()).AsTask(), CancellationToken.None);
        var variables = await store.EnvironmentWithAsync(NodeNames.Program(sha256), CancellationToken.None);

        var ran = await ProgramOutput.RunAsync(new ProcessStartInfo(curl, ["--silent", "--fail", "--config", "-"]), variables[NodeStore.ProgramVariable], TestLimits.Hang, CancellationToken.None);

        Assert.Equal((0, "content"), (ran.ExitCode, ran.Output));
        Assert.Equal(FileDigest.Compute("content"u8).Sha256, sha256);
    }

    [Fact]
    public async Task What_is_there_already_is_not_sent_again()
    {
        using var store = new NodeStore(new RemoteCacheSettings(_server.Address), _directory.PathOf("spool"));
        for (var time = 0; time < 2; time++)
            await store.PutByDigestAsync(NodeNames.Input, stream => stream.WriteAsync("content"u8.ToArray()).AsTask(), CancellationToken.None);

        Assert.Equal(1, _server.Count("PUT"));
    }
}
