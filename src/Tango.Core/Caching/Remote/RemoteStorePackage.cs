namespace Tango.Caching.Remote;

/// <summary>What opens remote caches of one scheme: a <c>TangoRemoteStore</c> item.</summary>
/// <param name="Scheme">E.g. <c>s3</c>.</param>
/// <param name="Assembly">The full path of the assembly with its <see cref="IRemoteStoreFactory"/>.</param>
internal sealed record RemoteStorePackage(string Scheme, string Assembly)
{
    /// <summary>The package that it is from; null if it is not known.</summary>
    public string? Package { get; init; }

    /// <summary>Whether it only fits a Tango of its own version.</summary>
    public bool SameVersion { get; init; }

    /// <summary>The package with the store for a scheme, of those that are released with Tango.</summary>
    /// <returns>Null if there is none.</returns>
    public static string? NameFor(string scheme) => scheme.ToLowerInvariant() switch
    {
        "azure" => "Tango.Build.AzureBlob",
        "s3" => "Tango.Build.S3",
        _ => null,
    };
}
