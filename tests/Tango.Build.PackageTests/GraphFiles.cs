using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

public sealed class GraphFiles
{
    [Fact]
    public async Task Are_written_for_each_target_framework_and_announced()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(
            project =>
            {
                project.Property("TargetFrameworks", "net10.0");
                Consumer.DeclarePipeline(project);
            },
            targetFramework: null);

        var build = (await app.BuildAsync("-t:TangoGraph;TangoReport", "-p:TangoReportFile=out/pipeline.html")).EnsureSuccess();
        var own = (await app.BuildAsync("--no-restore", "-t:TangoGraph", "-p:TangoGraphFile=out/graph.md%3Bout/graph.dot")).EnsureSuccess();
        var wrong = (await app.BuildAsync("--no-restore", "-t:TangoGraph", "-p:TangoGraphFile=graph.png")).EnsureFailure();

        Assert.Empty(build.StepsRun);
        Assert.Contains(build.Result.Lines, line => line.Trim() == $"App -> {app.PathOf("obj/Debug/net10.0/tango/graph.mmd")}");
        Assert.Contains("s0 --> s1", app.Read("obj/Debug/net10.0/tango/graph.mmd"), StringComparison.Ordinal);
        Assert.Contains("\"sum\" -> \"report\";", app.Read("obj/Debug/net10.0/tango/graph.dot"), StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", app.Read("out/pipeline.net10.0.html"), StringComparison.Ordinal);
        Assert.Contains(own.Result.Lines, line => line.Trim() == $"App -> {app.PathOf("out/graph.net10.0.dot")}");
        Assert.StartsWith("```mermaid\nflowchart LR\n", app.Read("out/graph.net10.0.md"), StringComparison.Ordinal);
        Assert.Contains("error TANGO0013: TangoGraphFile=", wrong.Result.Output, StringComparison.Ordinal);
    }
}
