using Tango.Diagnostics;

namespace Tango.Caching.Remote;

/// <summary>Reads where the remote cache is, and what the environment has for it.</summary>
/// <param name="projectFile">Full path of the project's file, to which a directory is relative.</param>
internal sealed class RemoteCacheReader(string projectFile)
{
    private const string Separator = "://";
    private const string Expected = "write a directory, or an address that begins with https://, http://, azure:// or s3://";

    /// <summary>The project's <c>TangoRemoteStore</c> items.</summary>
    public IEnumerable<RemoteStorePackage> Packages { get; init; } = [];

    /// <summary>How files are named: <c>files</c> or empty, or <c>bazel</c>.</summary>
    public string Layout { get; init; } = "";

    /// <summary>Reads the settings.</summary>
    /// <param name="place">A directory or an address; not blank.</param>
    /// <exception cref="TangoException">The path, address or environment is not valid, or a package is missing. No message contains what may be a password.</exception>
    public RemoteCacheSettings Read(string place)
    {
        var settings = ReadPlace(place.Trim());
        return settings.WithSecrets(projectFile) with { IsBazel = ReadLayout(settings) };
    }

    private RemoteCacheSettings ReadPlace(string place)
    {
        if (!place.Contains(Separator, StringComparison.Ordinal))
            return new(FullDirectory(place));

        if (!Uri.TryCreate(place, UriKind.Absolute, out var address))
            throw Invalid(SchemeOf(place) + "…", Expected);

        return address.IsFile ? new(FullDirectory(address.LocalPath))
            : RemoteCacheSettings.IsHttp(place) ? new(place)
            : ReadAddress(place, address);
    }

    private RemoteCacheSettings ReadAddress(string place, Uri address)
    {
        var name = NameOf(place);
        if (Packages.LastOrDefault(package => package.Scheme.Equals(address.Scheme, StringComparison.OrdinalIgnoreCase)) is not { } package)
        {
            throw RemoteStorePackage.NameFor(address.Scheme) is { } missing
                ? new TangoException(Descriptors.RemoteStoreMissing.Create(new DiagnosticSubject(projectFile), name, missing, ToolVersion.Current))
                : Invalid(name, Expected);
        }

        try
        {
            RemoteStoreAddress.Parse(place);
        }
        catch (FormatException exception)
        {
            throw Invalid(name, exception.Message);
        }

        return new(place) { Package = package };
    }

    private bool ReadLayout(RemoteCacheSettings settings) => Layout.Trim().ToLowerInvariant() switch
    {
        "" or "files" => false,
        "bazel" when RemoteCacheSettings.IsHttp(settings.Location) => true,
        "bazel" => throw InvalidLayout("it is for addresses that begin with https:// or http://"),
        _ => throw InvalidLayout("write files or bazel"),
    };

    // For some schemes a question mark is part of the path.
    private static string NameOf(string place)
    {
        var end = place.AsSpan().IndexOfAny('?', '#');
        return SchemeOf(place) + (Uri.TryCreate(end < 0 ? place : place[..end], UriKind.Absolute, out var address) ? address.Host + address.AbsolutePath : "…");
    }

    private static string SchemeOf(string place) => place[..(place.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length)];

    private string FullDirectory(string path) => path.Contains('\0')
        ? throw Invalid(SingleLine.From(path), "it contains the character NUL, which no path can")
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Path.GetDirectoryName(projectFile)!));

    private TangoException Invalid(string value, string expected) => RemoteCacheSettings.Invalid(RemoteCacheSettings.Property, value, expected, projectFile);

    private TangoException InvalidLayout(string expected) => RemoteCacheSettings.Invalid("TangoRemoteCacheLayout", Layout, expected, projectFile);
}
