using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

public sealed class RemoteStoreAddressTests
{
    [Theory]
    [InlineData("s3://bucket", "s3", "bucket", "", "")]
    [InlineData("s3://bucket/", "s3", "bucket", "", "")]
    [InlineData("S3://my.bucket_1/a/b/", "s3", "my.bucket_1", "a/b", "")]
    [InlineData("azure://account/container/präfix mit Blank", "azure", "account", "container/präfix mit Blank", "")]
    [InlineData("azure://account/container/a%20b%25", "azure", "account", "container/a b%", "")]
    [InlineData("s3://bucket?region=eu-west-1&endpoint=http%3A%2F%2Flocalhost%3A9000", "s3", "bucket", "", "endpoint=http://localhost:9000 region=eu-west-1")]
    [InlineData("s3://bucket?a=b=c", "s3", "bucket", "", "a=b=c")]
    public void The_parts_of_an_address_are_read(string address, string scheme, string host, string path, string options)
    {
        var read = RemoteStoreAddress.Parse(address);

        Assert.Equal((scheme, host, path), (read.Scheme, read.Host, read.Path));
        Assert.Equal(options, string.Join(' ', read.Options.OrderBy(option => option.Key).Select(option => $"{option.Key}={option.Value}")));
    }

    [Theory]
    [InlineData("", "write SCHEME://HOST/PATH")]
    [InlineData("s3://", "write SCHEME://HOST/PATH")]
    [InlineData("s3:///prefix", "write SCHEME://HOST/PATH")]
    [InlineData("s3://key:secret@bucket", "write no user and no password into it")]
    [InlineData("s3://bucket?region", "write the option 'region' once, as region=VALUE")]
    [InlineData("s3://bucket?region=", "write the option 'region' once, as region=VALUE")]
    [InlineData("s3://bucket?region=a&Region=b", "write the option 'Region' once, as Region=VALUE")]
    public void An_address_that_is_none_says_what_to_write(string address, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => RemoteStoreAddress.Parse(address)).Message);

    [Fact]
    public void An_option_that_nobody_reads_is_refused()
    {
        var address = RemoteStoreAddress.Parse("s3://bucket?REGION=a&endpiont=b");

        Assert.Equal("it has no option 'endpiont', only region, endpoint", Assert.Throws<FormatException>(() => address.CheckOptions("region", "endpoint")).Message);
    }
}
