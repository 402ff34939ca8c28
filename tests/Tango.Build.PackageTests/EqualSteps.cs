using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class EqualSteps
{
    [Fact]
    public async Task Run_once_and_are_counted_alike_by_plan_and_build()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(project => project
            .TangoStep("a", "Greet", ("Name", "World"))
            .TangoStep("b", "Greet", ("Name", "World"), ("ExportTo", "$(OutDir)b.txt")));

        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        var build = (await app.BuildAsync()).EnsureSuccess();
        var again = (await app.BuildAsync()).EnsureSuccess();

        Assert.Contains(plan.Result.Lines, line => line.Trim() == "App -> 1 to run, 1 cached.");
        Assert.Single(plan.TangoLines, line => line == "Tango  b     cached (same as 'a')");
        Assert.Equal(["greeting"], build.StepsRun);
        Assert.Single(build.TangoLines, line => line == "Tango  b  cached (same as 'a')");
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango: 1 ran, 1 cached in ", StringComparison.Ordinal));
        Assert.DoesNotContain("another build", build.Result.Output, StringComparison.Ordinal);
        Assert.Contains("World", app.Read("bin/Debug/net10.0/b.txt"), StringComparison.Ordinal);
        Assert.Empty(again.StepsRun);
    }
}
