using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Tango.Build.TestKit;
using Tango.Caching.Remote;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>Azurite, Microsoft's own emulator of Azure Storage, with its data in memory.</summary>
/// <param name="certificate">With it the server is asked by <c>https</c>, and also takes the tokens of identities; null: neither.</param>
internal sealed class AzuriteServer(ServerCertificate? certificate = null) : StoreServer
{
    private Azurite _azurite = null!;

    public override Uri Endpoint => _azurite.Endpoint;

    public override string Scheme => "azure";

    public override IReadOnlyDictionary<string, string> Owner => new Dictionary<string, string> { ["AZURE_STORAGE_KEY"] = Azurite.Key };

    public override IReadOnlyDictionary<string, string> Stranger => new Dictionary<string, string> { ["AZURE_STORAGE_KEY"] = Convert.ToBase64String("not the key"u8) };

    public override string MissingCode => "ContainerNotFound";

    public override async Task StartAsync() =>
        _azurite = await Azurite.StartAsync(certificate is null ? [] : ["--oauth", "basic", "--cert", certificate.CertificatePath, "--key", certificate.KeyPath]);

    public override Task<IReadOnlyDictionary<string, string>> ReaderAsync(string container)
    {
        var signed = new BlobServiceClient(ConnectionString()).GetBlobContainerClient(container).GenerateSasUri(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List, DateTimeOffset.UtcNow.AddHours(1));
        return Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["AZURE_STORAGE_SAS_TOKEN"] = signed.Query });
    }

    public override RemoteStoreAddress AddressOf(string container, string prefix = "", Uri? endpoint = null) =>
        RemoteStoreAddress.Parse($"azure://{Azurite.Account}/{container}/{prefix}?endpoint={Uri.EscapeDataString($"{endpoint ?? Endpoint}{Azurite.Account}")}");

    /// <summary>A connection string for it.</summary>
    public string ConnectionString() => $"DefaultEndpointsProtocol={Endpoint.Scheme};AccountName={Azurite.Account};AccountKey={Azurite.Key};BlobEndpoint={Endpoint}{Azurite.Account};";

    public override async Task<byte[]> ReadAsync(string container, string key) => (await Container(container).GetBlobClient(key).DownloadContentAsync()).Value.Content.ToArray();

    public override Task WriteAsync(string container, string key, byte[] content) => Container(container).GetBlobClient(key).UploadAsync(new BinaryData(content), overwrite: true);

    public override async Task<IReadOnlyList<string>> ListAsync(string container)
    {
        var names = new List<string>();
        await foreach (var blob in Container(container).GetBlobsAsync())
            names.Add(blob.Name);

        return names;
    }

    public override ValueTask DisposeAsync() => _azurite.DisposeAsync();

    protected override Task CreateContainerAsync(string name) => Container(name).CreateAsync();

    private BlobContainerClient Container(string name)
    {
        var options = new BlobClientOptions();
        options.Transport = certificate?.Transport ?? options.Transport;
        return new BlobServiceClient(ConnectionString(), options).GetBlobContainerClient(name);
    }
}
