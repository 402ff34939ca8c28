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

    // As a shell hands them over: quotes are gone, and MSBuild splits -p at each ';' that is not escaped.
    [Fact]
    public async Task May_come_from_the_command_line_with_escaped_separators()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var build = (await app.BuildAsync("-p:TangoSet=numbers.Count=6%3Bgreeting.Name=Welt", "-p:TangoForce=sum%3Breport", "-p:TangoSteps=report%3Bgreeting"))
            .EnsureSuccess();
        var forced = (await app.BuildAsync("-p:TangoForce=sum%3Bgreeting")).EnsureSuccess();
        var selected = (await app.BuildAsync("-p:TangoSet=numbers.Count=7", "-p:TangoSteps=numbers%3Bgreeting")).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
        Assert.Equal(["greeting", "sum"], forced.StepsRun);
        Assert.Equal(["numbers"], selected.StepsRun);
    }

    [Fact]
    public async Task Is_refused_by_MSBuild_with_bare_separators()
    {
        using var app = await Consumer.WithPipelineAsync();

        var build = (await app.BuildAsync("-p:TangoSet=numbers.Count=6;greeting.Name=Welt")).EnsureFailure();

        Assert.Contains("MSB4177", build.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_come_from_the_command_line_in_quotes_of_its_own()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        var build = (await app.BuildAsync("-p:TangoSet=\"numbers.Count=6;greeting.Name=Welt\"")).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], build.StepsRun);
        Assert.Contains("21", app.Read("bin/Debug/net10.0/report.json"), StringComparison.Ordinal);
    }
}
