namespace Tango.Caching.Remote;

/// <summary>The remote cache of a build: the store for results that are not in the local cache.</summary>
/// <param name="Location">The full path of a directory, or an <c>http</c> or <c>https</c> address.</param>
internal sealed record RemoteCacheSettings(string Location)
{
    /// <summary>The environment variable with <see cref="Token"/>.</summary>
    public const string TokenVariable = "TANGO_REMOTE_CACHE_TOKEN";

    /// <summary>Whether results of this build are pushed.</summary>
    public bool Push { get; init; } = true;

    /// <summary>Sent to an <c>http</c> address as a bearer token; null: none is sent.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the store is an HTTP address.</summary>
    public bool IsAddress => IsHttp(Location);

    /// <summary>The path or address for messages.</summary>
    public string Name => IsAddress ? WithoutSecrets(new Uri(Location)) : Location;

    /// <summary>An address for messages: its user, password and query may be secrets.</summary>
    public static string WithoutSecrets(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Whether a text is a valid HTTP address.</summary>
    /// <param name="place">A path or an address.</param>
    public static bool IsHttp(string place) =>
        place.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || place.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
