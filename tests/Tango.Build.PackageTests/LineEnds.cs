using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Values of several lines, in project files with the line ends of this system or another.</summary>
public sealed class LineEnds
{
    [Fact]
    public async Task Changed_line_ends_run_nothing_and_a_changed_value_is_one_line()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(project => project.TangoStep("greeting", "Greet", ("Name", "first\nsecond\n")));
        (await app.BuildAsync()).EnsureSuccess();

        app.Write("App.csproj", app.Read("App.csproj").ReplaceLineEndings("\r\n"));
        var build = (await app.BuildAsync()).EnsureSuccess();

        app.Edit("App.csproj", "second", "third");
        var plan = (await app.BuildAsync("-t:TangoPlan")).EnsureSuccess();
        var changed = (await app.BuildAsync()).EnsureSuccess();

        Assert.Empty(build.StepsRun);
        Assert.Single(plan.TangoLines, line => line.EndsWith(@"name: first\nsecond\n → first\nthird\n", StringComparison.Ordinal));
        Assert.Single(changed.TangoLines, line => line.EndsWith(@"name: first\nsecond\n → first\nthird\n", StringComparison.Ordinal));
    }
}
