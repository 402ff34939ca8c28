using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class MultiTargeting
{
    [Fact]
    public async Task Runs_a_result_that_both_frameworks_share_once()
    {
        using var app = await Consumer.EmptyAsync();
        WriteProject(app);

        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0-windows/report.json")));
    }

    [Fact]
    public async Task Runs_nothing_in_the_second_build()
    {
        using var app = await Consumer.EmptyAsync();
        WriteProject(app);
        (await app.BuildAsync()).EnsureSuccess();

        var second = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(0, second.WorkerStarts);
        Assert.Equal(Enumerable.Repeat("Tango: all 4 steps are up to date.", 2), second.TangoLines);
    }

    [Fact]
    public async Task Plans_every_framework()
    {
        using var app = await Consumer.EmptyAsync();
        WriteProject(app);

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();

        Assert.Equal(2, plan.Result.Lines.Count(line => line.EndsWith(" -> 4 to run, 0 cached.", StringComparison.Ordinal)));
    }

    private static void WriteProject(Consumer app)
    {
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(
            project =>
            {
                // The second framework is the first by another name: nothing has to be downloaded for it.
                project
                    .Property("TargetFrameworks", "net10.0;net10.0-windows")
                    .Property("EnableWindowsTargeting", "true")
                    .Property("DisableTransitiveFrameworkReferenceDownloads", "true");
                Consumer.DeclarePipeline(project);
            },
            targetFramework: null);
    }
}
