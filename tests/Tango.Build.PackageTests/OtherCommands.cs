using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class OtherCommands
{
    [Fact]
    public async Task Publish_takes_exported_content_along()
    {
        using var app = await Consumer.WithPipelineAsync();

        (await app.RunAsync(["publish", "--configuration", "Debug"])).EnsureSuccess();

        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/publish/report.json")));
    }

    [Fact]
    public async Task Run_starts_the_program_with_what_its_steps_have_made()
    {
        using var app = await Consumer.WithPipelineAsync();

        var run = (await app.RunAsync(["run"])).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], run.StepsRun);
        Assert.Equal("{\"Title\":\"Totals\",\"Total\":10}", run.Result.StandardOutput);
    }

    [Fact]
    public async Task A_design_time_build_runs_nothing()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var build = await app.RunAsync(
            ["msbuild", "-t:Compile;CoreCompile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"]);

        build.EnsureSuccess();
        Assert.Empty(build.StepsRun);
        Assert.Equal(0, build.WorkerStarts);
    }

    [Fact]
    public async Task A_build_with_Tango_switched_off_runs_nothing()
    {
        using var app = await Consumer.WithPipelineAsync();

        var build = (await app.BuildAsync("-p:TangoEnabled=false")).EnsureSuccess();

        Assert.Empty(build.StepsRun);
        Assert.Empty(build.TangoLines);
    }

    [Fact]
    public async Task TangoRun_alone_builds_what_it_needs_first()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var build = (await app.RunAsync(["msbuild", "-t:TangoRun"])).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
    }
}
