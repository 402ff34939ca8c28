namespace Tango.Caching.Remote;

/// <summary>Where results are looked for that are not in the cache, and how.</summary>
/// <param name="Place">The full path of a directory, or an <c>http</c> or <c>https</c> address.</param>
internal sealed record RemoteCacheSettings(string Place)
{
    /// <summary>Whether results that are made here are put there.</summary>
    public bool Push { get; init; } = true;

    /// <summary>Sent to an <c>http</c> address as the bearer's token; null: nothing is.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the place is an address.</summary>
    public bool IsAddress => IsHttp(Place);

    /// <summary>The place as messages name it.</summary>
    public string Name => IsAddress ? WithoutSecrets(new Uri(Place)) : Place;

    /// <summary>An address as messages name it: it may hold secrets before its host and in its query.</summary>
    /// <param name="address">The address.</param>
    public static string WithoutSecrets(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Whether a place is an address that is understood.</summary>
    /// <param name="place">A path or an address.</param>
    public static bool IsHttp(string place) =>
        place.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || place.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
