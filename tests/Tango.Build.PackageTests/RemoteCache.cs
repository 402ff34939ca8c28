using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

public sealed class RemoteCache
{
    private const string Token = "s3cret";

    [Fact]
    public async Task Gives_one_machine_what_another_has_made()
    {
        await using var server = FileServer.Start();
        using var first = await MachineAsync(server);
        using var second = await MachineAsync(server);

        var made = (await first.BuildAsync()).EnsureSuccess();
        Assert.Equal(["greeting", "numbers", "report", "sum"], made.StepsRun);
        Assert.Equal(4, Archives(server));
        Assert.All(server.Requests, request => Assert.Equal("Bearer " + Token, request.Authorization));

        var plan = (await second.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        Assert.Equal(4, plan.TangoLines.Count(line => line.EndsWith("cached      in the remote cache", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(second.Cache));

        var taken = (await second.BuildAsync("-t:Build", "-getItem:TangoResult")).EnsureSuccess();
        Assert.Empty(taken.StepsRun);
        Assert.Equal(0, taken.WorkerStarts);
        Assert.Equal(4, taken.Result.StandardOutput.Split("\"State\": \"cached\"").Length - 1);
        Assert.Contains("\"Total\":10", second.Read("bin/Debug/net10.0/report.json"), StringComparison.OrdinalIgnoreCase);

        second.Edit("App.csproj", "Name=\"World\"", "Name=\"Tango\"");
        var changed = (await second.BuildAsync()).EnsureSuccess();
        Assert.Equal(["greeting"], changed.StepsRun);
        Assert.Equal(5, Archives(server));
    }

    [Fact]
    public async Task Each_fetched_result_is_reported()
    {
        await using var server = FileServer.Start();
        using var first = await MachineAsync(server);
        using var second = await MachineAsync(server);
        (await first.BuildAsync()).EnsureSuccess();

        var taken = (await second.BuildAsync("-p:TangoRemoteCachePush=false")).EnsureSuccess();

        Assert.Equal(4, taken.TangoLines.Count(line => line.Contains("  fetched  ", StringComparison.Ordinal)));
        Assert.Contains(taken.TangoLines, line => line.StartsWith("Tango: 4 fetched in ", StringComparison.Ordinal));
        Assert.Contains("report: fetched from the remote cache (WriteReport-", second.Read("obj/Debug/net10.0/tango/run.log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_fails_a_build()
    {
        var server = FileServer.Start();
        using var app = await MachineAsync(server);
        await server.DisposeAsync();

        var build = (await app.BuildAsync(
            "-p:MSBuildTreatWarningsAsErrors=true",
            "-p:MSBuildWarningsNotAsErrors=TANGO0306%3BTANGO0307%3BTANGO0308")).EnsureSuccess();

        Assert.Equal(4, build.StepsRun.Count);
        var warning = Assert.Single(build.Result.Lines.Where(line => line.Contains("warning TANGO", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct());
        Assert.Contains("App.csproj : warning TANGO0306: The remote cache", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_be_a_directory_with_an_awkward_name_but_nothing_else()
    {
        using var app = await Consumer.WithPipelineAsync();

        (await app.BuildAsync("-p:TangoRemoteCache=../shäred %2541")).EnsureSuccess();
        Assert.Equal(4, Directory.GetFiles(app.PathOf("../shäred %41"), "*.tar.zst").Length);

        var broken = (await app.BuildAsync("-p:TangoRemoteCache=ftp://host/cache")).EnsureFailure();
        Assert.Contains("App.csproj : error TANGO0013: TangoRemoteCache=\"ftp://host/cache\" is not valid", Assert.Single(broken.Errors), StringComparison.Ordinal);

        var missing = (await app.BuildAsync("-p:TangoRemoteCache=s3://bucket/cache")).EnsureFailure();
        Assert.Contains("App.csproj : error TANGO0324: TangoRemoteCache=\"s3://bucket/cache\" needs the package Tango.Build.S3.", Assert.Single(missing.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gets_what_was_there_before_and_gives_all_of_it()
    {
        await using var server = FileServer.Start();
        using var first = await MachineAsync(server);
        using var second = await MachineAsync(server);
        var here = await first.InstallToolAsync();
        (await first.BuildAsync("-p:TangoRemoteCache=")).EnsureSuccess();

        var push = await here(["cache", "push"]);
        var again = await here(["cache", "push", "--json"]);

        Assert.StartsWith("4 pushed, ", push.Output, StringComparison.Ordinal);
        Assert.EndsWith($"; 0 were there; {server.Address}", push.Output, StringComparison.Ordinal);
        Assert.Contains("\"present\": 4", again.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(4, Archives(server));

        var there = await second.InstallToolAsync();
        Assert.StartsWith("4 fetched, ", (await there(["cache", "pull"])).Output, StringComparison.Ordinal);
        Assert.Empty((await second.BuildAsync("-p:TangoRemoteCache=")).EnsureSuccess().StepsRun);

        var none = await here(["cache", "push", "--project", "None.csproj"]);
        Assert.NotEqual(0, none.ExitCode);
        await server.DisposeAsync();
        var gone = await here(["cache", "push"]);
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains($"then the remote cache '{server.Address}' failed: HEAD {server.Address}/", gone.Output, StringComparison.Ordinal);
    }

    private static int Archives(FileServer server) => server.Files.Keys.Count(name => name.EndsWith(".zst", StringComparison.Ordinal));

    private static async Task<Consumer> MachineAsync(FileServer server)
    {
        var machine = await Consumer.WithPipelineAsync(more: project => project.Property("TangoRemoteCache", server.Address));
        machine.Environment["TANGO_REMOTE_CACHE_TOKEN"] = Token;
        return machine;
    }
}
