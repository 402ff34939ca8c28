using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

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
        Assert.Single(build.TangoLines, line => line.StartsWith("Tango  sum       ran ", StringComparison.Ordinal) && line.EndsWith("code changed: Sum.Run", StringComparison.Ordinal));
    }

    // The compiler of App is not told of Base, and its deps file says nothing of it as a reference of App's.
    [Fact]
    public async Task Changed_code_of_an_indirect_reference_runs_the_steps_that_reach_it()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project
            .Property("DisableTransitiveProjectReferences", "true")
            .ItemProjectReference("../Lib/Lib.csproj"));
        WriteLibrary(app, "Lib").ItemProjectReference("../Base/Base.csproj").Save();
        WriteLibrary(app, "Base").Save();
        app.Write("../Lib/Middle.cs", "namespace Lib; public static class Middle { public static int Offset() => Base.Bottom.Offset(); }");
        app.Write("../Base/Bottom.cs", "namespace Base; public static class Bottom { public static int Offset() => 1; }");
        app.Edit(Pipeline.StepsFile, "return of.Sum();", "return of.Sum() + Lib.Middle.Offset();");
        (await app.BuildAsync()).EnsureSuccess();

        app.Edit("../Base/Bottom.cs", "=> 1;", "=> 2;");
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["report", "sum"], build.StepsRun);
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

    private static ProjectCreator WriteLibrary(Consumer app, string name)
    {
        app.Write($"../{name}/nuget.config", app.Feed.NuGetConfig());
        return ProjectCreator.Templates.SdkCsproj(app.PathOf($"../{name}/{name}.csproj"));
    }
}
