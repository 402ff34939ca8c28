using System.Net;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Tango.Build.Stores.Tests.Servers;
using Tango.Caching.Remote;
using Tango.Core.Tests;
using Tango.IO;

namespace Tango.Build.Stores.Tests;

/// <summary>Addresses by which a node fetches the program before it has anything of the store.</summary>
[Collection(SharedServers.Name)]
public sealed class SigningTests(StoreServers servers) : IDisposable
{
    private const string Name = "tango-job-program-0.tar.gz";

    private static readonly HttpClient Client = new();

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [Azurite("", "team/präfix mit Blank & 100%25")]
    [Radosgw("", "team/präfix mit Blank & 100%25")]
    public async Task Who_has_the_address_needs_nothing_else_and_can_only_read_this_file(string scheme, string prefix)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        using var store = await FillAsync(server, server.AddressOf(container, prefix), server.Owner);

        var request = await store.RequestForAsync(Name, default);

        Assert.Empty(request.Headers);
        Assert.Equal("content", await Client.GetStringAsync(request.Address));
        Assert.DoesNotContain(request.Address.Query, request.ToString(), StringComparison.Ordinal);
        Assert.All(server.Owner.Values.Where(secret => secret.Length > 4), secret => Assert.DoesNotContain(secret, request.Address.AbsoluteUri, StringComparison.Ordinal));
        await AssertRefusedAsync(new HttpRequestMessage(HttpMethod.Get, new UriBuilder(request.Address) { Query = "" }.Uri));
        await AssertRefusedAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(request.Address.AbsoluteUri.Replace("program", "other", StringComparison.Ordinal))));
        await AssertRefusedAsync(new HttpRequestMessage(HttpMethod.Put, request.Address) { Content = new StringContent("other"), Headers = { { "x-ms-blob-type", "BlockBlob" } } });
    }

    [Theory]
    [Azurite]
    [Radosgw]
    public async Task The_address_is_good_for_almost_a_week(string scheme)
    {
        var server = await servers.GetAsync(scheme);
        using var store = await FillAsync(server, server.AddressOf(await server.CreateContainerAsync()), server.Owner);

        var address = (await store.RequestForAsync(Name, default)).Address;

        var options = address.Query.TrimStart('?').Split('&').Select(option => option.Split('=')).ToDictionary(option => option[0], option => Uri.UnescapeDataString(option[1]));
        var left = scheme == "s3" ? TimeSpan.FromSeconds(int.Parse(options["X-Amz-Expires"], null)) : DateTimeOffset.Parse(options["se"], null) - DateTimeOffset.UtcNow;
        Assert.InRange(left, PlainRequest.Lifetime - TimeSpan.FromMinutes(5), TimeSpan.FromDays(7));
    }

    [Theory]
    [Azurite("signature", "connection with key", "connection with signature")]
    public async Task All_that_may_authorize_a_build_authorizes_an_address(string scheme, string kind)
    {
        var server = await servers.GetAsync(scheme);
        var container = await server.CreateContainerAsync();
        var connection = ((AzuriteServer)server).ConnectionString();
        var signature = new BlobServiceClient(connection).GetBlobContainerClient(container).GenerateSasUri(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1)).Query;
        var withSignature = string.Join(';', connection.Split(';').Where(part => !part.StartsWith("AccountKey", StringComparison.Ordinal))) + "SharedAccessSignature=" + signature.TrimStart('?');
        using var store = await FillAsync(server, server.AddressOf(container, "a b"), kind switch
        {
            "signature" => new Dictionary<string, string> { ["AZURE_STORAGE_SAS_TOKEN"] = signature },
            "connection with key" => new Dictionary<string, string> { ["AZURE_STORAGE_CONNECTION_STRING"] = connection },
            _ => new Dictionary<string, string> { ["AZURE_STORAGE_CONNECTION_STRING"] = withSignature },
        });

        Assert.Equal("content", await Client.GetStringAsync((await store.RequestForAsync(Name, default)).Address));
    }

    private static async Task AssertRefusedAsync(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await Client.SendAsync(request))
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
    }

    private async Task<IArchiveStore> FillAsync(StoreServer server, RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment)
    {
        var store = new TransferredStore(server.Factory.Open(address, environment), _directory.PathOf("spool"));
        using var file = new TemporaryFile(_directory.PathOf("spool"));
        file.Append(Encoding.UTF8.GetBytes("content"));
        await store.PutAsync(Name, file, replace: false, default);
        return store;
    }
}
