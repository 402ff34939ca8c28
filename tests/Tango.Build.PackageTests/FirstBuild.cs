using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class FirstBuild
{
    [Fact]
    public async Task Runs_every_step_in_one_worker_and_exports_the_result()
    {
        using var app = await Consumer.WithPipelineAsync();

        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
        Assert.Equal(1, build.WorkerStarts);
        Assert.Contains("10", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
        Assert.Single(app.EntriesOf("Sum"));
    }

    [Fact]
    public async Task Says_one_line_per_step_and_a_summary()
    {
        using var app = await Consumer.WithPipelineAsync();

        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Single(build.TangoLines, line => line.StartsWith("Tango  numbers   ran ", StringComparison.Ordinal));
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango  sum       ran ", StringComparison.Ordinal));
        Assert.Single(build.TangoLines, line =>
            line.StartsWith("Tango  report    ran ", StringComparison.Ordinal) && line.EndsWith("first run · total 10", StringComparison.Ordinal));
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango: 4 ran in ", StringComparison.Ordinal));
        Assert.Equal(5, build.TangoLines.Count);
    }

    [Fact]
    public async Task The_program_finds_the_result_in_its_folder()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var run = (await app.RunAsync(["run", "--no-build"])).EnsureSuccess();

        Assert.Contains("\"Totals\"", run.Result.Output, StringComparison.Ordinal);
    }
}
