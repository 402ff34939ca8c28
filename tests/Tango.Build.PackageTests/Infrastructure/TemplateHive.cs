using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>The packed templates, installed where only these tests find them.</summary>
public sealed class TemplateHive : IAsyncLifetime, IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();

    /// <summary>The version of the packages.</summary>
    public string Version { get; private set; } = "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var feed = await PackageFeed.GetAsync();
        Version = feed.Version;
        (await RunAsync(_directory, ["new", "install", Path.Combine(feed.Packages, $"Tango.Templates.{feed.Version}.nupkg")])).EnsureSuccess();
    }

    /// <summary>A folder for projects, which get packages from the feed under test.</summary>
    public async Task<TestDirectory> FolderAsync()
    {
        var folder = TestDirectory.CreateWithAwkwardName();
        folder.Write("nuget.config", (await PackageFeed.GetAsync()).NuGetConfig());
        return folder;
    }

    /// <summary>Runs <c>dotnet new</c> in a folder.</summary>
    public async Task NewAsync(TestDirectory folder, params string[] arguments) => (await RunAsync(folder, ["new", .. arguments])).EnsureSuccess();

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private Task<DotNetResult> RunAsync(TestDirectory folder, string[] arguments) =>
        DotNet.RunAsync(folder.Path, [.. arguments, "--debug:custom-hive", _directory.PathOf("hive")]);
}
