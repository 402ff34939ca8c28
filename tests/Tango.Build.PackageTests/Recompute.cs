using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class Recompute
{
    private static readonly string[] Verify = ["-t:TangoVerify", "-p:TangoVerifyMode=Recompute"];

    [Fact]
    public async Task Names_the_step_that_is_not_deterministic()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project
            .TangoStep("copy", "Command", ("Run", OperatingSystem.IsWindows() ? "copy /b aside.txt copy.txt" : "cp aside.txt copy.txt"), ("Outputs", "copy.txt")));
        app.Write("aside.txt", "one\n");

        var first = (await app.BuildAsync(Verify)).EnsureSuccess();
        Assert.Equal("Tango: 5 results computed again, none differs.", first.TangoLines[^1]);

        app.Write("aside.txt", "two\n");
        File.Delete(app.PathOf("copy.txt"));
        app.Write("copy.txt", "one\n");
        var report = File.GetLastWriteTimeUtc(app.PathOf("bin/Debug/net10.0/report.json"));
        var second = (await app.BuildAsync([.. Verify, "--no-restore"])).EnsureFailure();

        Assert.Contains("error TANGO0319: The result of step 'copy' was computed again and differs from the cached one: 'result/copy.txt' differs in line 1, at byte 1.", Assert.Single(second.Errors), StringComparison.Ordinal);
        Assert.Contains("App.csproj" + app.PlaceOf("App.csproj", "<TangoStep Include=\"copy\""), second.Errors[0], StringComparison.Ordinal);
        Assert.Equal("Tango: 5 results computed again, 1 differs.", second.TangoLines[^1]);
        Assert.Equal(["greeting", "numbers", "report", "sum"], second.StepsRun);
        Assert.Equal("one\n", app.Read("copy.txt"));
        Assert.Equal(report, File.GetLastWriteTimeUtc(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.Equal("Tango: all 5 steps are up to date.", (await app.BuildAsync(Worker.Unstartable)).EnsureSuccess().TangoLines[^1]);
    }

    [Fact]
    public async Task Runs_selected_steps_in_every_framework()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(
            project => Consumer.DeclarePipeline(project
                .Property("TargetFrameworks", "net10.0;net10.0-windows")
                .Property("EnableWindowsTargeting", "true")
                .Property("DisableTransitiveFrameworkReferenceDownloads", "true")),
            targetFramework: null);
        (await app.BuildAsync()).EnsureSuccess();

        var verified = (await app.BuildAsync([.. Verify, "--no-restore", "-p:TangoSteps=sum"])).EnsureSuccess();
        var misspelled = (await app.BuildAsync("-t:TangoVerify", "--no-restore", "-p:TangoVerifyMode=Again")).EnsureFailure();

        Assert.Equal(["sum", "sum"], verified.StepsRun);
        Assert.Equal(2, verified.TangoLines.Count(line => line == "Tango: 1 result computed again, none differs."));
        Assert.Contains("error TANGO0013: TangoVerifyMode=\"Again\"", Assert.Single(misspelled.Errors), StringComparison.Ordinal);
    }
}
