using System.Reflection;
using Tango.Build.TestKit;
using Tango.Caching.Remote;

namespace Tango.Core.Tests.Execution.Slurm.Nodes;

/// <summary>Servers of stores that jobs can use, each started when the first test needs it.</summary>
public sealed class NodeStores : IAsyncLifetime
{
    /// <summary>If this environment variable is set, tests fail where a server is not installed, and are not skipped.</summary>
    private const string Needed = "TANGO_TESTS_NEED_STORES";

    private readonly Lazy<Task<Azurite>> _azure = new(() => Azurite.StartAsync());
    private readonly Lazy<Task<Radosgw>> _s3 = new(Radosgw.StartAsync);
    private readonly FileServer _web = FileServer.Start();
    private int _places;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_azure.IsValueCreated)
            await (await _azure.Value).DisposeAsync();

        if (_s3.IsValueCreated)
            await (await _s3.Value).DisposeAsync();

        await _web.DisposeAsync();
    }

    /// <summary>Whether a test can use a store.</summary>
    public static bool Has(string kind) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Needed)) || kind switch
    {
        "azure" => Azurite.Script is not null,
        "s3" => Radosgw.IsInstalled,
        _ => true,
    };

    /// <summary>A new place in a store, and the environment variables with its secrets.</summary>
    internal async Task<(RemoteCacheSettings Settings, Dictionary<string, string> Secrets)> CreateAsync(string kind)
    {
        var place = $"tango-{Interlocked.Increment(ref _places)}";
        switch (kind)
        {
            case "azure":
                var azurite = await _azure.Value;
                await azurite.CreateContainerAsync(place);
                return (
                    Of($"azure://{Azurite.Account}/{place}/some jobs?endpoint={Uri.EscapeDataString($"{azurite.Endpoint}{Azurite.Account}")}"),
                    new() { ["AZURE_STORAGE_KEY"] = Azurite.Key });
            case "s3":
                var radosgw = await _s3.Value;
                await radosgw.CreateBucketAsync(place);
                return (
                    Of($"s3://{place}/some jobs?endpoint={Uri.EscapeDataString(radosgw.Endpoint.AbsoluteUri)}"),
                    new() { ["AWS_ACCESS_KEY_ID"] = Radosgw.Key, ["AWS_SECRET_ACCESS_KEY"] = Radosgw.Secret });
            default:
                return (new RemoteCacheSettings($"{_web.Address}/{place}") { IsBazel = kind == "bazel" }, []);
        }
    }

    private static RemoteCacheSettings Of(string address)
    {
        var scheme = new Uri(address).Scheme;
        var assembly = typeof(NodeStores).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == scheme).Value!;
        return new RemoteCacheSettings(address) { Package = new(scheme, assembly) { SameVersion = true } };
    }
}
