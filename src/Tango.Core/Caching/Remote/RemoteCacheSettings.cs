using System.Collections;
using System.Collections.Immutable;
using Tango.Diagnostics;

namespace Tango.Caching.Remote;

/// <summary>The remote cache of a build: the store for results that are not in the local cache.</summary>
/// <param name="Location">The full path of a directory, or an address.</param>
internal sealed record RemoteCacheSettings(string Location)
{
    /// <summary>The property with <see cref="Location"/>.</summary>
    public const string Property = "TangoRemoteCache";

    /// <summary>Whether results of this build are pushed.</summary>
    public bool Push { get; init; } = true;

    /// <summary>Sent to an <c>http</c> address as a bearer token; null: none is sent.</summary>
    public string? Token { get; init; }

    /// <summary>Sent to an <c>http</c> address with each request.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether files have the names that caches of Bazel have, <c>ac/…</c> and <c>cas/…</c>.</summary>
    public bool IsBazel { get; init; }

    /// <summary>What opens an address that is not <c>http</c>; null for a directory and <c>http</c>.</summary>
    public RemoteStorePackage? Package { get; init; }

    /// <summary>The path or address for messages.</summary>
    public string Name => IsAddress ? WithoutSecrets(new Uri(Location)) : Location;

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => !IsAddress;

    /// <inheritdoc/>
    // What a record would print has the secrets.
    public override string ToString() => Name;

    private bool IsAddress => Location.Contains("://", StringComparison.Ordinal);

    /// <summary>An address for messages: its user, password and query may be secrets.</summary>
    public static string WithoutSecrets(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Whether a text is a valid HTTP address.</summary>
    /// <param name="place">A path or an address.</param>
    public static bool IsHttp(string place) =>
        place.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || place.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error for a setting that is not valid.</summary>
    /// <param name="expected">What to write.</param>
    public static TangoException Invalid(string name, string value, string expected, string? projectFile) =>
        new(Descriptors.InvalidSetting.Create(new DiagnosticSubject(projectFile), name, value, expected));

    /// <summary>The same with what the environment has for web servers.</summary>
    /// <exception cref="TangoException">It cannot be sent.</exception>
    public RemoteCacheSettings WithSecrets(string? projectFile) => this with { Token = RemoteSecrets.ReadToken(projectFile), Headers = RemoteSecrets.ReadHeaders(projectFile) };

    /// <summary>Opens the store.</summary>
    /// <param name="spool">The full path of a directory for downloads that are not complete.</param>
    /// <exception cref="TangoException">The address is not valid, or the package cannot be loaded.</exception>
    public IArchiveStore OpenStore(string spool)
    {
        if (Package is { } package)
            return new TransferredStore(Open(package), spool);

        if (!IsHttp(Location))
            return new DirectoryStore(Location);

        var store = new HttpStore(new Uri(Location), Token, spool, Headers);
        return IsBazel ? new BazelStore(store, spool) : store;
    }

    private IRemoteStore Open(RemoteStorePackage package)
    {
        var factory = StoreFactories.Get(package);
        try
        {
            return factory.Open(RemoteStoreAddress.Parse(Location), EnvironmentVariables());
        }
        catch (FormatException exception)
        {
            throw Invalid(Property, Name, exception.Message, projectFile: null);
        }
        catch (Exception exception) when (exception is not TangoException)
        {
            // The code of others.
            throw StoreFactories.NotLoaded(package, exception);
        }
    }

    private static ImmutableDictionary<string, string> EnvironmentVariables()
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        return Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToImmutableDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", comparer);
    }
}
