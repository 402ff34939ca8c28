using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class TestProject
{
    [Fact]
    public async Task Tests_what_its_steps_have_made()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.Write(
            "Tests.cs",
            """
            public sealed class Tests
            {
                [Xunit.Fact]
                public void The_report_is_there() => Xunit.Assert.Contains("10", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "report.json")));
            }
            """);
        app.WriteProject(project =>
        {
            project
                .ItemPackageReference("Microsoft.NET.Test.Sdk", "18.11.0")
                .ItemPackageReference("xunit", "2.9.3")
                .ItemPackageReference("xunit.runner.visualstudio", "3.1.5");
            Consumer.DeclarePipeline(project);
        });

        var test = (await app.RunAsync(["test"])).EnsureSuccess();
        var again = (await app.RunAsync(["test", "--no-build"])).EnsureSuccess();

        Assert.Equal(["greeting", "numbers", "report", "sum"], test.StepsRun);
        Assert.Contains("Passed:     1", test.Result.StandardOutput);
        Assert.Empty(again.StepsRun);
    }
}
