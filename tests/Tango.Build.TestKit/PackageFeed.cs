namespace Tango.Build.TestKit;

/// <summary>The packages under test, packed once per test run into a separate feed, and a separate packages folder. All other packages come from the machine: no test needs a network.</summary>
public sealed class PackageFeed
{
    private static readonly Lazy<Task<PackageFeed>> Instance = new(CreateAsync);

    private readonly string _folder;

    private PackageFeed(string folder)
    {
        _folder = folder;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }

    /// <summary>The version that the packages have.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The folder that holds the packages.</summary>
    public string Packages => Path.Combine(_folder, "feed");

    /// <summary>The folder that they are installed into.</summary>
    public string InstalledPackages => Path.Combine(_folder, "packages");

    /// <summary>The feed of this test run.</summary>
    public static Task<PackageFeed> GetAsync() => Instance.Value;

    /// <summary>
    /// The content of a <c>nuget.config</c> with only this feed and this machine. A package of ours that is installed on the machine is never used instead of the one under test.
    /// </summary>
    public string NuGetConfig() => NuGetConfig(Packages, InstalledPackages);

    /// <summary>The same for other packages, and another folder that they are installed into.</summary>
    /// <param name="packages">The folder that holds the packages.</param>
    /// <param name="installedPackages">The folder that they are installed into.</param>
    public static string NuGetConfig(string packages, string installedPackages) =>
        $"""
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="{installedPackages}" />
          </config>
          <packageSources>
            <clear />
            <add key="under test" value="{packages}" />
            <add key="this machine" value="{MachinePackages()}" />
            <add key="FSharp.Core of the SDK" value="{Repository.FSharpPackages}" />
          </packageSources>
          <packageSourceMapping>
            <packageSource key="under test">
              <package pattern="Tango.*" />
            </packageSource>
            <packageSource key="this machine">
              <package pattern="*" />
            </packageSource>
            <packageSource key="FSharp.Core of the SDK">
              <package pattern="FSharp.Core" />
            </packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    private static async Task<PackageFeed> CreateAsync()
    {
        var feed = new PackageFeed(Directory.CreateTempSubdirectory("tango-feed-").FullName);
        // Compiled tasks would need a compiler that only packing for others restores.
        var packed = await DotNet.RunAsync(
            Repository.Root,
            ["pack", "Tango.Build.sln", "--no-build", "--configuration", Repository.Configuration, "-p:TangoReadyToRun=false", "--output", feed.Packages]).ConfigureAwait(false);
        packed.EnsureSuccess();
        feed.Version = VersionOf(Directory.GetFiles(feed.Packages, "Tango.Build.*.nupkg").Single(package => char.IsAsciiDigit(VersionOf(package)[0])));
        return feed;
    }

    private static string VersionOf(string package) => Path.GetFileNameWithoutExtension(package)["Tango.Build.".Length..];

    private static string MachinePackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
