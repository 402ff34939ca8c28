using System.Reflection;
using Tango.Caching.Remote;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>A server for one kind of store, on this machine, with the means to do what a store cannot.</summary>
internal abstract class StoreServer : IAsyncDisposable
{
    private int _places;

    /// <summary>The address of the server, with its port.</summary>
    public abstract Uri Endpoint { get; }

    /// <summary>The scheme of addresses.</summary>
    public abstract string Scheme { get; }

    /// <summary>The variables of who may do all.</summary>
    public abstract IReadOnlyDictionary<string, string> Owner { get; }

    /// <summary>The variables of who has a wrong key.</summary>
    public abstract IReadOnlyDictionary<string, string> Stranger { get; }

    /// <summary>What the server calls a container that does not exist.</summary>
    public abstract string MissingCode { get; }

    /// <summary>The factory, loaded as a build loads it.</summary>
    public IRemoteStoreFactory Factory => StoreFactories.Get(Package);

    /// <summary>The package as a build finds it.</summary>
    public RemoteStorePackage Package => new(Scheme, typeof(StoreServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == Scheme).Value!) { SameVersion = true };

    /// <summary>Starts it.</summary>
    public abstract Task StartAsync();

    /// <summary>Creates a container or bucket of a test's own.</summary>
    public async Task<string> CreateContainerAsync()
    {
        var name = $"tango-{Interlocked.Increment(ref _places)}";
        await CreateContainerAsync(name);
        return name;
    }

    /// <summary>The variables of who may read a container but not write to it.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> ReaderAsync(string container);

    /// <summary>The address of a remote cache.</summary>
    /// <param name="endpoint">Where it is reached; null: at the server itself.</param>
    public abstract RemoteStoreAddress AddressOf(string container, string prefix = "", Uri? endpoint = null);

    /// <summary>Reads an object past the store.</summary>
    public abstract Task<byte[]> ReadAsync(string container, string key);

    /// <summary>Writes an object past the store.</summary>
    public abstract Task WriteAsync(string container, string key, byte[] content);

    /// <summary>The names of all objects.</summary>
    public abstract Task<IReadOnlyList<string>> ListAsync(string container);

    public abstract ValueTask DisposeAsync();

    protected abstract Task CreateContainerAsync(string name);
}
