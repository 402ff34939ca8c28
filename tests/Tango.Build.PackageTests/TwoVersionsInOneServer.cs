using System.Text.Json;
using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

public sealed class TwoVersionsInOneServer
{
    // Each project's steps are planned by the version that it refers to, whatever version the process has loaded for others before.
    [Fact]
    public async Task Are_two_programs()
    {
        await using var server = new MSBuildServer();
        using var one = await Consumer.WithPipelineAsync(more: MSBuildServer.TellProcess);
        using var other = await Consumer.WithPipelineAsync(more: MSBuildServer.TellProcess);
        var otherVersion = "9" + other.Feed.Version[1..];
        OtherBuild.Write(other.Feed.Packages, other.Feed.Version, other.PathOf("../feed"), otherVersion);
        other.Write("nuget.config", PackageFeed.NuGetConfig(other.PathOf("../feed"), other.PathOf("../packages")));
        other.Edit("App.csproj", $"Version=\"{other.Feed.Version}\"", $"Version=\"{otherVersion}\"");
        server.Serve(one);
        server.Serve(other);

        Assert.Equal(["greeting", "numbers", "report", "sum"], (await one.BuildAsync()).StepsRun);
        Assert.Equal(["greeting", "numbers", "report", "sum"], (await other.BuildAsync()).StepsRun);
        one.Edit("App.csproj", "Count=\"4\"", "Count=\"5\"");
        Assert.Equal(["numbers", "report", "sum"], (await one.BuildAsync()).StepsRun);

        Assert.Equal(one.Feed.Version, PlannedBy(one));
        Assert.Equal(otherVersion, PlannedBy(other));
        Assert.Equal(server.ProcessOf(one), server.ProcessOf(other));
    }

    private static string PlannedBy(Consumer app)
    {
        using var plan = JsonDocument.Parse(app.Read("obj/Debug/net10.0/tango/plan.json"));
        return plan.RootElement.GetProperty("toolVersion").GetString()!;
    }
}
