using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Tango.Build.TestKit;
using Tango.Caching.Remote;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>The object gateway of Ceph, a server for S3 that many machines rely on, with its data in memory.</summary>
internal sealed class RadosGateway : StoreServer
{
    private Radosgw _gateway = null!;
    private AmazonS3Client _client = null!;

    public override Uri Endpoint => _gateway.Endpoint;

    public override string Scheme => "s3";

    public override IReadOnlyDictionary<string, string> Owner => Keys(Radosgw.Key, Radosgw.Secret);

    public override IReadOnlyDictionary<string, string> Stranger => Keys(Radosgw.Key, "guessed");

    public override string MissingCode => "NoSuchBucket";

    public override async Task StartAsync()
    {
        _gateway = await Radosgw.StartAsync();
        _client = Connect();
    }

    public override async Task<IReadOnlyDictionary<string, string>> ReaderAsync(string container)
    {
        await _client.PutBucketPolicyAsync(container, $$"""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam:::user/reader"]}, "Action": ["s3:GetObject", "s3:ListBucket"],
             "Resource": ["arn:aws:s3:::{{container}}", "arn:aws:s3:::{{container}}/*"]}]}
            """);
        return Keys("reader", "readread");
    }

    public override RemoteStoreAddress AddressOf(string container, string prefix = "", Uri? endpoint = null) =>
        RemoteStoreAddress.Parse($"s3://{container}/{prefix}?endpoint={Uri.EscapeDataString((endpoint ?? Endpoint).ToString())}");

    /// <summary>A client of its owner, for what no store does.</summary>
    public AmazonS3Client Connect() => Connect(Radosgw.Key, Radosgw.Secret);

    public override async Task<byte[]> ReadAsync(string container, string key)
    {
        using var response = await _client.GetObjectAsync(container, key);
        using var content = new MemoryStream();
        await response.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    public override Task WriteAsync(string container, string key, byte[] content) =>
        _client.PutObjectAsync(new PutObjectRequest { BucketName = container, Key = key, InputStream = new MemoryStream(content) });

    public override async Task<IReadOnlyList<string>> ListAsync(string container) =>
        [.. ((await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = container })).S3Objects ?? []).Select(found => found.Key)];

    public override async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _gateway.DisposeAsync();
    }

    protected override Task CreateContainerAsync(string name) => _client.PutBucketAsync(name);

    private static Dictionary<string, string> Keys(string key, string secret) => new() { ["AWS_ACCESS_KEY_ID"] = key, ["AWS_SECRET_ACCESS_KEY"] = secret };

    private AmazonS3Client Connect(string key, string secret) => new(new BasicAWSCredentials(key, secret), new AmazonS3Config
    {
        ServiceURL = Endpoint.ToString(),
        ForcePathStyle = true,
        AuthenticationRegion = "us-east-1",
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });
}
