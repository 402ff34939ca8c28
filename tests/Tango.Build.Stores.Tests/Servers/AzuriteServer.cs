using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Tango.Caching.Remote;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>Azurite, Microsoft's own emulator of Azure Storage, with its data in memory.</summary>
/// <param name="certificate">With it the server is asked by <c>https</c>, and also takes the tokens of identities; null: neither.</param>
internal sealed class AzuriteServer(ServerCertificate? certificate = null) : StoreServer
{
    private const string Account = "devstoreaccount1";

    // The key that Microsoft has published for it.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process = new();
    private Uri _endpoint = null!;

    public override Uri Endpoint => _endpoint;

    public override string Scheme => "azure";

    public override IReadOnlyDictionary<string, string> Owner => new Dictionary<string, string> { ["AZURE_STORAGE_KEY"] = Key };

    public override IReadOnlyDictionary<string, string> Stranger => new Dictionary<string, string> { ["AZURE_STORAGE_KEY"] = Convert.ToBase64String("not the key"u8) };

    public override string MissingCode => "ContainerNotFound";

    /// <summary>The script that starts it; null if it is not installed.</summary>
    public static string? Script { get; } = new[]
    {
        Environment.GetEnvironmentVariable("TANGO_TESTS_AZURITE"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "tango-azurite"),
    }.OfType<string>().Select(folder => Path.Combine(folder, "node_modules", "azurite", "dist", "src", "blob", "main.js")).FirstOrDefault(File.Exists);

    public override async Task StartAsync()
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])[Script!, "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"])
            start.ArgumentList.Add(argument);

        foreach (var argument in certificate is null ? [] : (string[])["--oauth", "basic", "--cert", certificate.CertificatePath, "--key", certificate.KeyPath])
            start.ArgumentList.Add(argument);

        _process.StartInfo = start;
        _process.Start();
        const string listens = "successfully listens on ";
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(listens, StringComparison.Ordinal) is > 0 and var at)
            {
                _endpoint = new Uri(line[(at + listens.Length)..]);
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("Azurite did not start.");
    }

    public override Task<IReadOnlyDictionary<string, string>> ReaderAsync(string container)
    {
        var signed = new BlobServiceClient(ConnectionString()).GetBlobContainerClient(container).GenerateSasUri(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List, DateTimeOffset.UtcNow.AddHours(1));
        return Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["AZURE_STORAGE_SAS_TOKEN"] = signed.Query });
    }

    public override RemoteStoreAddress AddressOf(string container, string prefix = "", Uri? endpoint = null) =>
        RemoteStoreAddress.Parse($"azure://{Account}/{container}/{prefix}?endpoint={Uri.EscapeDataString($"{endpoint ?? Endpoint}{Account}")}");

    /// <summary>A connection string for it.</summary>
    public string ConnectionString() => $"DefaultEndpointsProtocol={Endpoint.Scheme};AccountName={Account};AccountKey={Key};BlobEndpoint={Endpoint}{Account};";

    public override async Task<byte[]> ReadAsync(string container, string key) => (await Container(container).GetBlobClient(key).DownloadContentAsync()).Value.Content.ToArray();

    public override Task WriteAsync(string container, string key, byte[] content) => Container(container).GetBlobClient(key).UploadAsync(new BinaryData(content), overwrite: true);

    public override async Task<IReadOnlyList<string>> ListAsync(string container)
    {
        var names = new List<string>();
        await foreach (var blob in Container(container).GetBlobsAsync())
            names.Add(blob.Name);

        return names;
    }

    public override async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    protected override Task CreateContainerAsync(string name) => Container(name).CreateAsync();

    private BlobContainerClient Container(string name)
    {
        var options = new BlobClientOptions();
        options.Transport = certificate?.Transport ?? options.Transport;
        return new BlobServiceClient(ConnectionString(), options).GetBlobContainerClient(name);
    }
}
