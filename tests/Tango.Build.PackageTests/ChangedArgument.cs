using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class ChangedArgument
{
    [Fact]
    public async Task Runs_the_step_again_and_what_depends_on_it_only()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit("App.csproj", "Count=\"4\"", "Count=\"5\"");
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["numbers", "report", "sum"], build.StepsRun);
        Assert.Contains("15", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
        Assert.Single(build.TangoLines, line =>
            line.StartsWith("Tango  numbers   ran ", StringComparison.Ordinal) && line.Contains("4 → 5", StringComparison.Ordinal));
        Assert.Single(build.TangoLines, line => line == "Tango  greeting  cached");
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango: 3 ran, 1 cached in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Set_back_runs_nothing_and_exports_the_old_result()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();
        app.Edit("App.csproj", "Count=\"4\"", "Count=\"5\"");
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit("App.csproj", "Count=\"5\"", "Count=\"4\"");
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Empty(build.StepsRun);
        Assert.Equal(0, build.WorkerStarts);
        Assert.Contains("10", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_come_from_the_command_line()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var build = (await app.BuildAsync("-p:TangoSet=\"numbers.Count=6;greeting.Name=Welt\"")).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
        Assert.Contains("21", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
    }
}
