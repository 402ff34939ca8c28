using System.Net.Http.Headers;
using Tango.Caching.Remote;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>Reads the path or address of the remote cache, and its token.</summary>
internal static class RemoteCacheReader
{
    private const string Separator = "://";
    private const string Expected = "write a directory, or an address that begins with https:// or http://";

    /// <summary>Reads the settings.</summary>
    /// <param name="place">A directory, relative to the project, or an address; not blank.</param>
    /// <param name="projectFile">Full path of the project's file.</param>
    /// <exception cref="TangoException">The path, address or token is not valid. No message contains what may be a password.</exception>
    public static RemoteCacheSettings Read(string place, string projectFile) => new(ReadLocation(place.Trim(), projectFile)) { Token = ReadToken(projectFile) };

    private static string ReadLocation(string place, string projectFile)
    {
        if (!place.Contains(Separator, StringComparison.Ordinal))
            return FullDirectory(place, projectFile);

        if (!Uri.TryCreate(place, UriKind.Absolute, out var address))
            throw Invalid(Names.Properties.TangoRemoteCache, SchemeOf(place) + "…", Expected, projectFile);

        return address.IsFile ? FullDirectory(address.LocalPath, projectFile)
            : RemoteCacheSettings.IsHttp(place) ? place
            : throw Invalid(Names.Properties.TangoRemoteCache, SchemeOf(place) + address.Host + address.AbsolutePath, Expected, projectFile);
    }

    // An environment variable instead of a property, because logs contain properties. A value from a file often ends with a line break.
    private static string? ReadToken(string projectFile)
    {
        var token = Environment.GetEnvironmentVariable(RemoteCacheSettings.TokenVariable)?.Trim();
        if (string.IsNullOrEmpty(token))
            return null;

        return AuthenticationHeaderValue.TryParse("Bearer " + token, out _)
            ? token
            : throw Invalid(RemoteCacheSettings.TokenVariable, "…", "write the token alone, on one line", projectFile);
    }

    private static string SchemeOf(string place) => place[..(place.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length)];

    private static string FullDirectory(string path, string projectFile) => path.Contains('\0')
        ? throw TangoTask.NoPath(Names.Properties.TangoRemoteCache, path, projectFile)
        : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Path.GetDirectoryName(projectFile)!));

    private static TangoException Invalid(string name, string value, string expected, string projectFile) =>
        new(Descriptors.InvalidSetting.Create(new DiagnosticSubject(projectFile), name, value, expected));
}
