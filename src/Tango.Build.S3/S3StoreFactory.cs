using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Tango.Caching.Remote;

namespace Tango.Build.S3;

/// <summary>Opens <c>s3://BUCKET/PREFIX</c>, with the credentials that the AWS SDK finds: environment variables, profiles, roles of machines and jobs.</summary>
public sealed class S3StoreFactory : IRemoteStoreFactory
{
    private const string Region = "region";
    private const string Endpoint = "endpoint";
    private const string PathStyle = "pathStyle";
    private const string Profile = "profile";

    /// <inheritdoc/>
    public IRemoteStore Open(RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(environment);
        address.CheckOptions(Region, Endpoint, PathStyle, Profile);
        Check(address);
        return new S3Store(() => Connect(address, environment), address.Host, address.Path);
    }

    // Not before the first request: the SDK looks for credentials, which may be a failure.
    private static AmazonS3Client Connect(RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment)
    {
        var configuration = Configure(address, environment);
        return environment.TryGetValue("AWS_ACCESS_KEY_ID", out var key) && environment.TryGetValue("AWS_SECRET_ACCESS_KEY", out var secret) && key.Length > 0 && !address.Options.ContainsKey(Profile)
            ? new AmazonS3Client(Credentials(key, secret, environment.GetValueOrDefault("AWS_SESSION_TOKEN")), configuration)
            : new AmazonS3Client(configuration);
    }

    private static AWSCredentials Credentials(string key, string secret, string? session) =>
        string.IsNullOrEmpty(session) ? new BasicAWSCredentials(key, secret) : new SessionAWSCredentials(key, secret, session);

    private static AmazonS3Config Configure(RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment)
    {
        // Each name in its own order: what the address says, then the variables that all tools for S3 know.
        var region = Find(address, Region, environment, "AWS_REGION", "AWS_DEFAULT_REGION");
        var endpoint = Find(address, Endpoint, environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
        var configuration = new AmazonS3Config
        {
            // An entry proves itself, and servers other than Amazon's refuse what the SDK adds.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 2,
            ClientAppId = "Tango.Build",
        };
        if (address.Options.TryGetValue(Profile, out var profile))
            configuration.Profile = new Profile(profile);

        if (endpoint is not null)
        {
            configuration.ServiceURL = endpoint;
            configuration.AuthenticationRegion = region ?? "us-east-1";
            configuration.ForcePathStyle = !address.Options.TryGetValue(PathStyle, out var style) || bool.Parse(style);
        }
        else if (region is not null)
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return configuration;
    }

    private static void Check(RemoteStoreAddress address)
    {
        if (address.Options.TryGetValue(PathStyle, out var style) && !bool.TryParse(style, out _))
            throw new FormatException($"write the option '{PathStyle}' as true or false");

        if (address.Options.TryGetValue(Endpoint, out var endpoint) && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
            throw new FormatException($"write the option '{Endpoint}' as an address that begins with https:// or http://");
    }

    private static string? Find(RemoteStoreAddress address, string option, IReadOnlyDictionary<string, string> environment, params string[] variables) =>
        address.Options.TryGetValue(option, out var value)
            ? value
            : variables.Select(variable => environment.GetValueOrDefault(variable)).FirstOrDefault(text => !string.IsNullOrEmpty(text));
}
