using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

public sealed class ReplacedPackage
{
    // Packed again with the version it had, and put in the place of what a server has loaded.
    [Fact]
    public async Task Is_refused_by_the_server_that_runs_the_old_one_and_taken_by_the_next()
    {
        await using var server = new MSBuildServer();
        using var app = await Consumer.WithPipelineAsync(more: MSBuildServer.TellProcess);
        var (feed, packages) = (app.PathOf("../feed"), app.PathOf("../packages"));
        OtherBuild.Write(app.Feed.Packages, app.Feed.Version, feed, app.Feed.Version);
        app.Write("nuget.config", PackageFeed.NuGetConfig(feed, packages));
        server.Serve(app);
        Assert.Equal(["greeting", "numbers", "report", "sum"], (await app.BuildAsync()).StepsRun);
        var process = server.ProcessOf(app);

        OtherBuild.Write(app.Feed.Packages, app.Feed.Version, feed, app.Feed.Version);
        Directory.Delete(packages, recursive: true);
        app.Edit("App.csproj", "Count=\"4\"", "Count=\"5\"");
        var refused = await app.BuildAsync();

        Assert.Empty(refused.StepsRun);
        Assert.Equal(process, server.ProcessOf(app));
        var error = Assert.Single(refused.Errors);
        Assert.StartsWith($"{app.ProjectFile} : error TANGO0422: '{Path.Combine(packages, "tango.build")}", error, StringComparison.Ordinal);
        Assert.Contains($"process {process} ", error, StringComparison.Ordinal);

        await server.ShutDownAsync();
        Assert.Equal(["numbers", "report", "sum"], (await app.BuildAsync()).StepsRun);
        Assert.NotEqual(process, server.ProcessOf(app));
    }
}
