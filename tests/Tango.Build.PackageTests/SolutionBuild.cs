using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>Several projects with pipelines, built at once, in the artifacts layout.</summary>
public sealed class SolutionBuild
{
    private static readonly string[] Everything = ["greeting", "numbers", "report", "sum"];

    [Theory]
    [InlineData("-graph", "-isolate")]
    [InlineData("-mt", "-m:2")]
    public async Task Runs_each_pipeline_and_shared_results_once(params string[] kind)
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
        app.Write(".git/HEAD", "ref: refs/heads/main");
        app.Write("All.slnx", """<Solution><Project Path="Left/Left.csproj" /><Project Path="Right/Right.csproj" /><Project Path="Steps/Steps.csproj" /></Solution>""");
        app.Write("Steps/Steps.cs", Pipeline.Steps);
        app.WriteProject(project => project.TangoStep("numbers", "Numbers", ("Count", "4")), path: "Steps/Steps.csproj");
        foreach (var name in (string[])["Left", "Right"])
        {
            app.WriteProject(
                project =>
                {
                    project.ItemProjectReference("../Steps/Steps.csproj");
                    Consumer.DeclarePipeline(project);
                },
                path: $"{name}/{name}.csproj");
        }

        (await app.RunAsync(["restore", "All.slnx"])).EnsureSuccess();

        var first = (await app.BuildAsync(["All.slnx", "--no-restore", .. kind])).EnsureSuccess();
        var second = (await app.BuildAsync(["All.slnx", "--no-restore", .. kind])).EnsureSuccess();

        Assert.Equal(Everything, first.StepsRun);
        Assert.Single(app.RunRecords().Select(record => record.GetProperty("build").GetString()).Distinct());
        Assert.All((string[])["Greet", "Numbers", "Sum", "WriteReport"], type => Assert.Single(app.EntriesOf(type)));
        Assert.True(File.Exists(app.PathOf("artifacts/bin/Left/debug/report.json")));
        Assert.True(File.Exists(app.PathOf("artifacts/bin/Right/debug/report.json")));
        Assert.Equal(0, second.WorkerStarts);
        Assert.Equal(
            ["Tango: all 4 steps are up to date.", "Tango: all 4 steps are up to date.", "Tango: the only step is up to date."],
            second.TangoLines.Order(StringComparer.Ordinal));
    }
}
