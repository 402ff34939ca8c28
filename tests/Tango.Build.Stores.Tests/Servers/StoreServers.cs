namespace Tango.Build.Stores.Tests.Servers;

/// <summary>The servers of all tests, each started when the first test needs it.</summary>
public sealed class StoreServers : IAsyncLifetime
{
    private readonly Lazy<Task<StoreServer>> _azure = new(() => StartAsync(new AzuriteServer()));
    private readonly Lazy<Task<StoreServer>> _s3 = new(() => StartAsync(new RadosGateway()));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in new[] { _azure, _s3 }.Where(server => server.IsValueCreated))
            await (await server.Value).DisposeAsync();
    }

    internal Task<StoreServer> GetAsync(string scheme) => (scheme == "azure" ? _azure : _s3).Value;

    private static async Task<StoreServer> StartAsync(StoreServer server)
    {
        await server.StartAsync();
        return server;
    }
}

/// <summary>The tests that share the servers. They run one after the other, so that what is allocated is a test's own.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedServers : ICollectionFixture<StoreServers>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "stores";
}
