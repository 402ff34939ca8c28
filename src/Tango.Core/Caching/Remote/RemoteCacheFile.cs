using System.Text.Json;

namespace Tango.Caching.Remote;

/// <summary>
/// Which remote cache a project has, and which local one, in a file for other processes. They have the same environment, so its token and headers are not in the file. What the address has of
/// secrets (a user and password, a signature) is, as the project wrote it: only the user who builds can read the file.
/// </summary>
/// <param name="Settings">Null if it has no remote cache.</param>
/// <param name="CacheDirectory">Full path.</param>
internal sealed record RemoteCacheFile(RemoteCacheSettings? Settings, string CacheDirectory)
{
    /// <summary>The full path of the project's file; null if an older version has written the file.</summary>
    public string? Project { get; init; }

    /// <summary>The engine's state directory, which distinguishes target frameworks and configurations of the project; null as <see cref="Project"/>.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="TangoException">The environment has a token or headers that are not valid.</exception>
    public static RemoteCacheFile Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        return new(root.TryGetProperty("remote", out var remote) ? ReadSettings(remote) : null, root.GetProperty("cacheDirectory").GetString()!)
        {
            Project = root.TryGetProperty("project", out var project) ? project.GetString() : null,
            StateDirectory = root.TryGetProperty("stateDirectory", out var state) ? state.GetString() : null,
        };
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">Full path; the folder exists.</param>
    public void WriteTo(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var stream = new FileStream(path, options);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("cacheDirectory", CacheDirectory);
        if (Project is not null)
            json.WriteString("project", Project);

        if (StateDirectory is not null)
            json.WriteString("stateDirectory", StateDirectory);

        if (Settings is not null)
            Write(json, Settings);

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RemoteCacheSettings settings)
    {
        json.WriteStartObject("remote");
        json.WriteString("location", settings.Location);
        json.WriteBoolean("isBazel", settings.IsBazel);
        json.WriteBoolean("push", settings.Push);
        if (settings.Package is { } package)
        {
            json.WriteStartObject("store");
            json.WriteString("scheme", package.Scheme);
            json.WriteString("assembly", package.Assembly);
            json.WriteString("package", package.Package);
            json.WriteBoolean("sameVersion", package.SameVersion);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static RemoteCacheSettings ReadSettings(JsonElement remote) => new RemoteCacheSettings(remote.GetProperty("location").GetString()!)
    {
        IsBazel = remote.GetProperty("isBazel").GetBoolean(),
        Push = remote.GetProperty("push").GetBoolean(),
        Package = remote.TryGetProperty("store", out var store)
            ? new(store.GetProperty("scheme").GetString()!, store.GetProperty("assembly").GetString()!)
            {
                Package = store.GetProperty("package").GetString(),
                SameVersion = store.GetProperty("sameVersion").GetBoolean(),
            }
            : null,
    }.WithSecrets(projectFile: null);
}
