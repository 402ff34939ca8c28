using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>A plan reads the steps of a project from it and those it refers to. One of these is compiled from what its own steps export.</summary>
public sealed class PlanOfGeneratedSource
{
    private const string Outer = "../Outer/Outer.csproj";

    [Fact]
    public async Task Runs_the_steps_that_the_project_referred_to_is_compiled_from_and_no_others()
    {
        using var app = await GeneratingLibrary.CreateAsync();

        // Steps of the project that the others come from: none of them takes their results.
        app.WriteProject(
            project => project.ItemProjectReference("../Shared/Shared.csproj").TangoStep("idle", "Shout", ("Text", "nobody asks")),
            path: "../Gen/Gen.csproj");
        app.Write("../Outer/Steps.cs", """
            [Step(Deterministic = true)]
            public sealed class Count : Step<int>
            {
                public int Run()
                {
                    File.WriteAllText(Path.Combine(Environment.GetEnvironmentVariable("PIPELINE_MARKS")!, "count.x"), "");
                    return Words.All.Length;
                }
            }
            """);
        app.WriteProject(project => project.ItemProjectReference(app.ProjectFile).TangoStep("count", "Count"), path: Outer);

        var plan = (await app.BuildAsync(Outer, "-t:TangoPlan")).EnsureSuccess();
        var graph = (await app.BuildAsync(Outer, "--no-restore", "-graph", "-t:TangoPlan")).EnsureSuccess();
        var build = (await app.BuildAsync(Outer, "--no-restore", "-t:TangoPlan", "-t:Build")).EnsureSuccess();

        Assert.Equal(["shout", "source", "words"], plan.StepsRun);
        Assert.All([plan, graph], run => Assert.Contains(run.Result.Lines, line => line.Trim() == "Outer -> 1 to run, 0 cached."));
        Assert.Empty(graph.StepsRun);
        Assert.Equal(["count", "shout"], build.StepsRun);
    }
}
