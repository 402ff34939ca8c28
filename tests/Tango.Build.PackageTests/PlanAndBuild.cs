using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A plan and a build in one command. A plan compiles the projects that this one refers to, without their steps, and MSBuild builds none of them twice.</summary>
public sealed class PlanAndBuild
{
    [Fact]
    public async Task Steps_of_a_referenced_project_run_even_if_no_step_uses_their_results()
    {
        using var app = await TwoProjects.CreateAsync(app: project => project.TangoStep("greeting", "Greet", ("Name", "World")));

        var both = (await app.BuildAsync("-t:TangoPlan", "-t:Build")).EnsureSuccess();
        var second = (await app.BuildAsync("--no-restore", "-t:Build", "-t:TangoPlan")).EnsureSuccess();

        Assert.Contains(both.Result.Lines, line => line.Trim() == "App -> 1 to run, 0 cached.");
        Assert.Equal(["greeting", "numbers"], both.StepsRun);
        Assert.Equal(0, second.WorkerStarts);
        Assert.Contains(second.Result.Lines, line => line.Trim() == "App -> nothing to run.");
    }

    [Fact]
    public async Task Of_a_static_graph_is_refused_in_the_order_that_would_lose_steps()
    {
        using var app = await TwoProjects.CreateAsync();
        (await app.RunAsync(["restore"])).EnsureSuccess();

        var planFirst = (await app.BuildAsync("--no-restore", "-graph", "-isolate", "-t:TangoPlan", "-t:Build")).EnsureFailure();
        var buildFirst = (await app.BuildAsync("--no-restore", "-graph", "-isolate", "-t:Build", "-t:TangoPlan")).EnsureSuccess();

        Assert.Empty(planFirst.StepsRun);
        Assert.StartsWith(
            $"{app.ProjectFile} : error TANGO0413: This command plans before it builds, and so the steps of Data have not run",
            Assert.Single(planFirst.Errors),
            StringComparison.Ordinal);
        Assert.Equal(["numbers", "report", "sum"], buildFirst.StepsRun);
        Assert.Equal(2, buildFirst.Result.Lines.Count(line => line.EndsWith(" -> nothing to run.", StringComparison.Ordinal)));
    }
}
