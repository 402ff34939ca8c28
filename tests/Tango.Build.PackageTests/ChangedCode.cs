using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class ChangedCode
{
    [Fact]
    public async Task Of_a_step_runs_it_and_what_depends_on_it()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit(Pipeline.StepsFile, "return of.Sum();", "return of.Sum() + 1;");
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["report", "sum"], build.StepsRun);
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango  sum       ran ", StringComparison.Ordinal) && line.EndsWith("code changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_a_comment_runs_nothing()
    {
        using var app = await Consumer.WithPipelineAsync();
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit(Pipeline.StepsFile, "return of.Sum();", "// a plain sum\n        return of.Sum();");
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Empty(build.StepsRun);
        Assert.Equal(0, build.WorkerStarts);
    }
}
