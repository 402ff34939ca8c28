using Tango.Build.S3;
using Tango.Caching.Remote;

namespace Tango.Build.Stores.Tests.S3;

public sealed class S3StoreFactoryTests
{
    [Theory]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/a/b?region=eu-central-1")]
    [InlineData("s3://bucket?endpoint=http://localhost:9000&pathStyle=false&profile=team")]
    public void An_address_opens_a_store_without_a_request(string address) => Open(address).Dispose();

    [Theory]
    [InlineData("s3://bucket?regoin=eu-central-1", "it has no option 'regoin', only region, endpoint, pathStyle, profile")]
    [InlineData("s3://bucket?endpoint=localhost", "write the option 'endpoint' as an address that begins with https:// or http://")]
    [InlineData("s3://bucket?pathStyle=yes", "write the option 'pathStyle' as true or false")]
    public void What_is_not_valid_says_what_to_write(string address, string expected) => Assert.Equal(expected, Assert.Throws<FormatException>(() => Open(address)).Message);

    // Neither a region nor an endpoint is known on a machine without a configuration: that is told with the first request, and costs a warning.
    [Fact]
    public async Task What_the_library_does_not_find_is_a_failure_of_the_request()
    {
        using var store = Open("s3://bucket?profile=no-such-profile-anywhere");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => store.ContainsAsync("a", default));

        Assert.StartsWith("HEAD s3://bucket/a: ", failure.Message, StringComparison.Ordinal);
    }

    private static IRemoteStore Open(string address) => new S3StoreFactory().Open(RemoteStoreAddress.Parse(address), new Dictionary<string, string>());
}
