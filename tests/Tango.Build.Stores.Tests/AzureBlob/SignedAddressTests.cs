using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Tango.Build.Stores.Tests.Servers;
using Tango.Caching.Remote;
using Tango.Core.Tests;
using Tango.IO;

namespace Tango.Build.Stores.Tests.AzureBlob;

/// <summary>A container at an address with a shared access signature, as a plain web server.</summary>
[Collection(SharedServers.Name)]
public sealed class SignedAddressTests(StoreServers servers) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [Azurite]
    public async Task Needs_no_package_but_the_header_that_Azure_wants(string scheme)
    {
        var server = (AzuriteServer)await servers.GetAsync(scheme);
        var container = new BlobServiceClient(server.ConnectionString()).GetBlobContainerClient(await server.CreateContainerAsync());
        var address = container.GenerateSasUri(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.Create | BlobContainerSasPermissions.Write, DateTimeOffset.UtcNow.AddHours(1));
        using var store = new HttpStore(address, token: null, _directory.PathOf("spool"), [new("x-ms-blob-type", "BlockBlob")]);
        using var file = new TemporaryFile(_directory.PathOf("spool"));
        file.Append([1, 2, 3]);

        Assert.False(await store.ContainsAsync("a", default));
        await store.PutAsync("a", file, replace: false, default);
        await store.PutAsync("a", file, replace: false, default);
        await store.PutAsync("a", file, replace: true, default);

        Assert.Equal([1, 2, 3], await server.ReadAsync(container.Name, "a"));
        using var content = await store.OpenAsync("a", default);
        Assert.Equal(3, content!.Length);
    }

    [Theory]
    [Azurite]
    public async Task Tells_why_it_was_refused_without_the_signature(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        var address = new Uri($"{server.Endpoint}devstoreaccount1/{await server.CreateContainerAsync()}?sv=2024-01-01&sig=not-the-signature");
        using var store = new HttpStore(address, token: null, _directory.PathOf("spool"));

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => store.OpenAsync("a", default));

        Assert.Contains("the server answered 403", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AuthorizationFailure", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-signature", failure.Message, StringComparison.Ordinal);
    }
}
