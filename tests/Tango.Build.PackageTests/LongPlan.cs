using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A plan of many steps is a few lines with the total at its end, and TangoPlanRows shows all.</summary>
public sealed class LongPlan
{
    [Fact]
    public async Task Has_a_row_for_each_family_and_a_total()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(project => project
            .TangoStep(string.Join(';', Enumerable.Range(1, 60).Select(number => $"load-{number}")), "Greet", ("Name", "%(Identity)"))
            .TangoStep("other", "Greet", ("Name", "you")));

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        var all = (await app.BuildAsync("--no-restore", "-t:TangoPlan", "-p:TangoPlanRows=all")).EnsureSuccess();
        var cut = (await app.BuildAsync("--no-restore", "-t:TangoGraph", "-p:TangoGraphFile=graph.svg", "-p:TangoSteps=other")).EnsureSuccess();
        var wrong = (await app.BuildAsync("--no-restore", "-t:TangoPlan", "-p:TangoPlanRows=some")).EnsureFailure();

        Assert.Equal(
            [
                "Tango  step    steps  plan        because",
                "Tango  load-*     60  run         first run",
                "Tango  other          run         first run",
                "Tango  total of 61 steps: 61 to run, 0 cached.",
            ],
            plan.TangoLines);
        Assert.Contains(plan.Result.Lines, line => line.Trim() == "App -> 61 to run, 0 cached.");
        Assert.Equal(63, all.TangoLines.Count);
        Assert.Equal("Tango  load-60  run         first run", all.TangoLines[60]);
        Assert.Contains(cut.Result.Lines, line => line.Trim() == $"App -> {app.PathOf("graph.svg")}");
        Assert.Contains(">other</text>", app.Read("graph.svg"), StringComparison.Ordinal);
        Assert.DoesNotContain("load-", app.Read("graph.svg"), StringComparison.Ordinal);
        Assert.Contains("error TANGO0013: TangoPlanRows=\"some\" is not valid: write Auto or All.", wrong.Result.Output, StringComparison.Ordinal);
    }
}
