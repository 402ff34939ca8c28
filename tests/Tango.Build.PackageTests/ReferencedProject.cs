using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A pipeline that takes the results of a project it refers to.</summary>
public sealed class ReferencedProject
{
    private const string Report = "bin/Debug/net10.0/report.json";

    [Fact]
    public async Task Makes_each_result_once_and_nothing_in_the_second_build()
    {
        using var app = await TwoProjects.CreateAsync();

        var first = (await app.BuildAsync()).EnsureSuccess();
        var second = (await app.BuildAsync("--no-restore")).EnsureSuccess();

        Assert.Equal(["numbers", "report", "sum"], first.StepsRun);
        Assert.Contains("\"Total\":10", app.Read(Report), StringComparison.OrdinalIgnoreCase);
        Assert.True(Directory.Exists(app.PathOf("../Data/.tango/cache")));
        Assert.Empty(app.EntriesOf("Numbers"));
        Assert.Equal(0, second.WorkerStarts);
        Assert.Equal(["Tango: the only step is up to date.", "Tango: all 2 steps are up to date."], second.TangoLines);
    }

    [Fact]
    public async Task Plans_both_without_running_either_and_names_what_changed()
    {
        using var app = await TwoProjects.CreateAsync();
        (await app.BuildAsync()).EnsureSuccess();
        app.Edit(TwoProjects.DataProject, "Count=\"4\"", "Count=\"5\"");

        var plan = (await app.BuildAsync("--no-restore", "-t:TangoPlan")).EnsureSuccess();
        var alone = (await app.BuildAsync("--no-restore", "--no-dependencies")).EnsureSuccess();
        var build = (await app.BuildAsync("--no-restore", "-m", "-graph", "-isolate")).EnsureSuccess();

        Assert.Empty(plan.StepsRun);
        Assert.Contains("Tango  numbers  run         Count: 4 → 5", plan.TangoLines, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("Tango  sum     run         Data/numbers changed", plan.TangoLines);

        // What Data would come to now is not asked; what it came to last is still there.
        Assert.Equal(["Tango: all 2 steps are up to date."], alone.TangoLines);
        Assert.Equal(["numbers", "report", "sum"], build.StepsRun);
        Assert.Contains("\"Total\":15", app.Read(Report), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Is_in_a_plan_that_follows_a_graph()
    {
        using var app = await TwoProjects.CreateAsync();

        var graph = (await app.BuildAsync("-t:TangoGraph")).EnsureSuccess();
        var both = (await app.BuildAsync("--no-restore", "-t:TangoGraph;TangoReport;TangoPlan")).EnsureSuccess();
        var plan = (await app.BuildAsync("--no-restore", "-t:TangoPlan")).EnsureSuccess();

        Assert.DoesNotContain(graph.TangoLines, line => line.StartsWith("Tango  numbers", StringComparison.Ordinal));
        Assert.Contains(plan.TangoLines, line => line.StartsWith("Tango  numbers", StringComparison.Ordinal));
        Assert.Equal(plan.TangoLines, both.TangoLines);
    }

    [Fact]
    public async Task That_has_several_frameworks_gives_the_result_of_the_right_one()
    {
        using var app = await TwoProjects.CreateAsync(
            data => data
                .Property("TargetFrameworks", "net10.0-windows;net10.0")
                .Property("EnableWindowsTargeting", "true")
                .Property("DisableTransitiveFrameworkReferenceDownloads", "true")
                .Property("Count", "7", "'$(TargetFramework)' == 'net10.0'")
                .Property("Count", "1", "'$(TargetFramework)' != 'net10.0'")
                .TangoStep("numbers", "Numbers", ("Count", "$(Count)")),
            dataFramework: null);

        var build = (await app.BuildAsync()).EnsureSuccess();

        // The other framework is nobody's: what is not referred to is not built.
        Assert.Equal(["numbers", "report", "sum"], build.StepsRun);
        Assert.Contains("\"Total\":28", app.Read(Report), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task That_fails_is_the_only_error()
    {
        using var app = await TwoProjects.CreateAsync();
        app.Edit("../Data/Steps.cs", "Marks.Leave(\"numbers\");", "throw new InvalidOperationException(\"no numbers\");");

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Empty(build.StepsRun);
        var error = Assert.Single(build.Errors);
        Assert.Contains("Data.csproj", error, StringComparison.Ordinal);
        Assert.Contains("error TANGO0201: Step 'numbers' failed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_checked_like_a_step_of_one_s_own()
    {
        using var app = await TwoProjects.CreateAsync(
            data => data.TangoStep("numbers", "Numbers", ("Count", "4")).TangoStep("greeting", "Greet", ("Name", "you")),
            project => project
                .TangoStep("project", "Sum", ("Of", "ref:Dat/numbers"))
                .TangoStep("step", "Sum", ("Of", "ref:Data/numbesr"))
                .TangoStep("type", "Sum", ("Of", "ref:Data/greeting")));

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Equal(3, build.Errors.Count);
        Assert.Contains(build.Errors, error => error.Contains("App.csproj" + app.PlaceOf("App.csproj", "Of=\"ref:Dat/"), StringComparison.Ordinal)
            && error.Contains("error TANGO0410", StringComparison.Ordinal) && error.Contains("Did you mean 'Data'?", StringComparison.Ordinal));
        Assert.Contains(build.Errors, error => error.Contains("error TANGO0411", StringComparison.Ordinal) && error.Contains("Did you mean 'numbers'?", StringComparison.Ordinal));
        Assert.Contains(build.Errors, error => error.Contains("App.csproj" + app.PlaceOf("App.csproj", "Of=\"ref:Data/greeting"), StringComparison.Ordinal)
            && error.Contains("error TANGO0011", StringComparison.Ordinal)
            && error.Contains($"'greeting' is declared at {app.PathOf(TwoProjects.DataProject)}{app.PlaceOf(TwoProjects.DataProject, "<TangoStep Include=\"greeting")}.", StringComparison.Ordinal));
    }
}
