using Azure;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Tango.Caching.Remote;

namespace Tango.Build.AzureBlob;

/// <summary>
/// Opens <c>azure://ACCOUNT/CONTAINER/PREFIX</c>: with a connection string, a shared access signature or a key from the variables that the Azure CLI has for them, or as who the machine, the job or
/// the user is.
/// </summary>
public sealed class AzureBlobStoreFactory : IRemoteStoreFactory
{
    private const string Endpoint = "endpoint";
    private const string ConnectionString = "AZURE_STORAGE_CONNECTION_STRING";
    private const string Signature = "AZURE_STORAGE_SAS_TOKEN";
    private const string Key = "AZURE_STORAGE_KEY";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Sends all requests, to the store and to who gives identities; null: the library does. For tests.</summary>
    internal HttpPipelineTransport? Transport { get; init; }

    /// <inheritdoc/>
    public IRemoteStore Open(RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(environment);
        address.CheckOptions(Endpoint);
        var container = address.Path.Split('/', 2);
        if (container[0].Length == 0)
            throw new FormatException("write azure://ACCOUNT/CONTAINER, or azure://ACCOUNT/CONTAINER/PREFIX");

        return Connect(address, container[0], container.Length < 2 ? "" : container[1], environment);
    }

    private AzureBlobStore Connect(RemoteStoreAddress address, string container, string prefix, IReadOnlyDictionary<string, string> environment)
    {
        // Who calls a store ends what is too slow; a fixed time is too short for a large blob.
        var options = new BlobClientOptions { Diagnostics = { ApplicationId = "Tango.Build" }, Retry = { MaxRetries = 2, Delay = FirstPause, NetworkTimeout = Timeout.InfiniteTimeSpan } };
        options.Transport = Transport ?? options.Transport;
        if (Find(environment, ConnectionString) is { } connection && OfConnection(connection, container, options) is { } client && client.AccountName == address.Host)
            return Store(client);

        var blobs = new BlobUriBuilder(EndpointOf(address)) { BlobContainerName = container }.ToUri();
        if (Find(environment, Signature) is { } signature)
            return Store(new(blobs, new AzureSasCredential(signature.TrimStart('?')), options), signature);

        if (Find(environment, Key) is { } key)
            return Store(new(blobs, ReadKey(address.Host, key), options));

        if (blobs.Scheme != Uri.UriSchemeHttps)
            throw new FormatException($"write an endpoint that begins with https://, or set {ConnectionString}, {Signature} or {Key}: an identity is not shown over http://");

        var identity = new DefaultAzureCredential(Identity());
        return Store(new(blobs, identity, options), service: new BlobServiceClient(EndpointOf(address), identity, options));

        AzureBlobStore Store(BlobContainerClient client, string? signature = null, BlobServiceClient? service = null) => new(client, prefix, new BlobSignature(signature, service));
    }

    // What the runners of GitHub and Azure Pipelines, clusters and the Azure CLI leave is found by the library; it asks no person.
    private DefaultAzureCredentialOptions Identity()
    {
        var options = new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true };
        options.Transport = Transport ?? options.Transport;
        return options;
    }

    // It may be of another account, for a program that the build has nothing to do with.
    private static BlobContainerClient OfConnection(string connection, string container, BlobClientOptions options)
    {
        try
        {
            return new BlobContainerClient(connection, container, options);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // Its message may have parts of the value.
            throw new FormatException($"the connection string in {ConnectionString} is not valid", exception);
        }
    }

    private static Uri EndpointOf(RemoteStoreAddress address) =>
        !address.Options.TryGetValue(Endpoint, out var endpoint) ? new Uri($"https://{address.Host}.blob.core.windows.net")
        : Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri
        : throw new FormatException($"write the option '{Endpoint}' as an address that begins with https:// or http://");

    private static StorageSharedKeyCredential ReadKey(string account, string key)
    {
        try
        {
            return new StorageSharedKeyCredential(account, key);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"the key in {Key} is not valid", exception);
        }
    }

    private static string? Find(IReadOnlyDictionary<string, string> environment, string name) => environment.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}
