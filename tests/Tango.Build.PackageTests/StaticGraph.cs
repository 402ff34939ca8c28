using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>
/// Targets that a user names, in builds of a static graph, which may be isolated: only what was declared beforehand is called in other projects then. <c>Left</c> and <c>Right</c> take
/// the result of <c>Data</c>, <c>App</c> takes those of all three.
/// </summary>
public sealed class StaticGraph
{
    [Fact]
    public async Task Plans_draws_and_runs_the_pipelines_of_a_diamond()
    {
        using var app = await CreateDiamondAsync();
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var plan = (await app.BuildAsync("--no-restore", "-graph", "-isolate", "-t:TangoPlan")).EnsureSuccess();
        var graph = (await app.BuildAsync("--no-restore", "-graph", "-isolate", "-t:TangoGraph")).EnsureSuccess();
        var run = (await app.BuildAsync("--no-restore", "-graph", "-isolate", "-t:TangoRun")).EnsureSuccess();
        var withoutOthers = (await app.BuildAsync("--no-restore", "-graph", "-isolate", "--no-dependencies")).EnsureSuccess();

        Assert.Empty(plan.StepsRun);
        Assert.Equal(PlansOfDiamond, PlanTotals(plan));
        Assert.Empty(graph.StepsRun);
        Assert.Contains(graph.Result.Lines, line => line.EndsWith("graph.mmd", StringComparison.Ordinal));
        Assert.DoesNotContain(graph.Result.Lines, line => line.Contains(" to run, ", StringComparison.Ordinal));
        Assert.Equal(["numbers", "report", "sum", "sum", "sum"], run.StepsRun);
        Assert.Contains("\"Total\":20", app.Read("bin/Debug/net10.0/report.json"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["Tango: all 2 steps are up to date."], withoutOthers.TangoLines);
    }

    /// <summary>A graph or a report has the projects referred to planned without printing; a plan asked for beside it prints each of them, once.</summary>
    [Theory]
    [InlineData("TangoGraph;TangoPlan", true)]
    [InlineData("TangoPlan;TangoGraph", true)]
    [InlineData("TangoGraph;TangoReport;TangoPlan", true)]
    [InlineData("TangoPlan", true)]
    [InlineData("TangoGraph;TangoReport", false)]
    public async Task Prints_the_plan_of_each_project_once_if_a_plan_is_asked_for(string targets, bool isPrinted)
    {
        using var app = await CreateDiamondAsync();
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var build = (await app.BuildAsync("--no-restore", "-graph", "-isolate", $"-t:{targets}")).EnsureSuccess();

        Assert.Empty(build.StepsRun);
        Assert.Equal(isPrinted ? PlansOfDiamond : [], PlanTotals(build));
    }

    private static readonly string[] PlansOfDiamond =
        ["App -> 2 to run, 0 cached.", "Data -> 1 to run, 0 cached.", "Left -> 1 to run, 0 cached.", "Right -> 1 to run, 0 cached."];

    private static IEnumerable<string> PlanTotals(BuildRun build) =>
        build.Result.Lines.Select(line => line.Trim()).Where(line => line.EndsWith(" cached.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task<Consumer> CreateDiamondAsync()
    {
        var app = await TwoProjects.CreateAsync(app: project => project
            .ItemProjectReference("../Left/Left.csproj")
            .ItemProjectReference("../Right/Right.csproj")
            .TangoStep("both", "Sum", ("Of", "ref:Left/sum;ref:Right/sum"))
            .TangoStep("report", "WriteReport", ("Total", "ref:both"), ("ExportTo", "$(OutDir)report.json")));
        foreach (var name in (string[])["Left", "Right"])
        {
            app.WriteProject(
                project => project.ItemProjectReference(TwoProjects.DataProject).TangoStep("sum", "Sum", ("Of", "ref:Data/numbers")),
                path: $"../{name}/{name}.csproj");
        }

        return app;
    }
}
