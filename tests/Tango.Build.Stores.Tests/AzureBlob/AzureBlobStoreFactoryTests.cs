using Tango.Build.AzureBlob;
using Tango.Caching.Remote;

namespace Tango.Build.Stores.Tests.AzureBlob;

public sealed class AzureBlobStoreFactoryTests
{
    private const string Key = "bm90IGEgc2VjcmV0";
    private const string Cloud = ".blob.core.windows.net";

    [Theory]
    [InlineData("azure://account/container", "")]
    [InlineData("azure://account/container/a/b", "")]
    [InlineData("azure://account/container", "AZURE_STORAGE_KEY=" + Key)]
    [InlineData("azure://account/container", "AZURE_STORAGE_SAS_TOKEN=?sv=1&sig=2")]
    [InlineData("azure://account/container", "AZURE_STORAGE_CONNECTION_STRING=AccountName=account;AccountKey=" + Key)]
    [InlineData("azure://account/container?endpoint=https://localhost:10000/account", "AZURE_STORAGE_KEY= ")]
    [InlineData("azure://account/container?endpoint=http://localhost:10000/account", "AZURE_STORAGE_KEY=" + Key)]
    public void An_address_and_an_environment_open_a_store_without_a_request(string address, string variable) => Open(address, variable).Dispose();

    [Theory]
    [InlineData("azure://account", "", "write azure://ACCOUNT/CONTAINER, or azure://ACCOUNT/CONTAINER/PREFIX")]
    [InlineData("azure://account/container?region=eu", "", "it has no option 'region', only endpoint")]
    [InlineData("azure://account/container?endpoint=localhost", "", "write the option 'endpoint' as an address that begins with https:// or http://")]
    [InlineData("azure://account/container?endpoint=http://localhost:10000/account", "", "write an endpoint that begins with https://, or set AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_KEY: an identity is not shown over http://")]
    [InlineData("azure://account/container", "AZURE_STORAGE_KEY=***", "the key in AZURE_STORAGE_KEY is not valid")]
    [InlineData("azure://account/container", "AZURE_STORAGE_CONNECTION_STRING=nonsense", "the connection string in AZURE_STORAGE_CONNECTION_STRING is not valid")]
    [InlineData("azure://account/container", "AZURE_STORAGE_CONNECTION_STRING=AccountName=account;AccountKey=***", "the connection string in AZURE_STORAGE_CONNECTION_STRING is not valid")]
    public void What_is_not_valid_says_what_to_write_and_no_secret(string address, string variable, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => Open(address, variable)).Message);

    // A machine may have that of another account for a program of its own. An invalid key tells whether what is next was asked.
    [Theory]
    [InlineData("AccountName=other;AccountKey=" + Key, true)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=other;AccountKey=" + Key + ";EndpointSuffix=core.windows.net", true)]
    [InlineData("UseDevelopmentStorage=true", true)]
    [InlineData("AccountName=account;AccountKey=" + Key, false)]
    [InlineData("BlobEndpoint=https://account" + Cloud + ";SharedAccessSignature=sv=1&sig=2", false)]
    [InlineData("BlobEndpoint=https://other" + Cloud + ";SharedAccessSignature=sv=1&sig=2", true)]
    public void A_connection_string_of_another_account_is_passed_over(string connection, bool isPassedOver)
    {
        var environment = new Dictionary<string, string> { ["AZURE_STORAGE_CONNECTION_STRING"] = connection, ["AZURE_STORAGE_KEY"] = "***" };

        var failure = Record.Exception(() => new AzureBlobStoreFactory().Open(RemoteStoreAddress.Parse("azure://account/container"), environment).Dispose());

        Assert.Equal(isPassedOver ? "the key in AZURE_STORAGE_KEY is not valid" : null, failure?.Message);
    }

    private static IRemoteStore Open(string address, string variable)
    {
        var parts = variable.Split('=', 2);
        return new AzureBlobStoreFactory().Open(RemoteStoreAddress.Parse(address), parts.Length < 2 ? new Dictionary<string, string>() : new() { [parts[0]] = parts[1] });
    }
}
