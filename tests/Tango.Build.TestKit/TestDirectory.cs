namespace Tango.Build.TestKit;

/// <summary>
/// A temporary, isolated folder: files above it (<c>Directory.Build.props</c>, package sources, a response file) do not affect a project inside. Set <c>TANGO_KEEP_TESTS</c> to
/// keep the folders of a run.
/// </summary>
public sealed class TestDirectory : IDisposable
{
    private const string AwkwardName = "mit 'Leerzeichen' & 100% Umläuten äöü";

    private readonly string _outside;

    private TestDirectory(string outside, string name)
    {
        _outside = outside;
        Path = System.IO.Path.Combine(outside, name);
        Directory.CreateDirectory(Path);
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(System.IO.Path.Combine(outside, file), "<Project />");

        File.WriteAllText(System.IO.Path.Combine(outside, "Directory.Build.rsp"), "");
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Creates a folder with a plain name.</summary>
    public static TestDirectory Create() => new(NewFolder(), "p");

    /// <summary>Creates a folder with spaces, umlauts, and characters that MSBuild interprets in its name.</summary>
    public static TestDirectory CreateWithAwkwardName() => new(NewFolder(), AwkwardName);

    /// <summary>The full path of something inside.</summary>
    public string PathOf(string relativePath) => System.IO.Path.GetFullPath(relativePath, Path);

    /// <summary>Writes a file, creates its folders, and returns its full path.</summary>
    public string Write(string relativePath, string content)
    {
        var path = PathOf(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Reads a file.</summary>
    public string Read(string relativePath) => File.ReadAllText(PathOf(relativePath));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("TANGO_KEEP_TESTS") is not null)
            return;

        try
        {
            Directory.Delete(_outside, recursive: true);
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows())
        {
            // An assembly in it that this process has loaded.
        }
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("tango-").FullName;
}
