using System.Text.RegularExpressions;
using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;
using Tango.Docs.Tests.Markdown;

namespace Tango.Docs.Tests;

/// <summary>Takes the projects that pages show out of them, restores the packed package into them, and builds them as the page says.</summary>
[Trait("Speed", "Slow")]
public sealed partial class QuickStartTests
{
    [Fact]
    public async Task The_readme_s_project_builds_and_says_what_the_readme_shows()
    {
        var page = RepositoryFiles.Page("README.md");
        using var project = await WriteAsync(page);

        var first = await BuildAsync(project);
        var second = await BuildAsync(project);
        project.Write("App.csproj", project.Read("App.csproj").Replace("Count=\"3\"", "Count=\"2\"", StringComparison.Ordinal));
        var third = await BuildAsync(project);
        var run = await DotNet.RunAsync(project.Path, ["run", "--no-build"]);

        Assert.All([first, second, third], output => Assert.Contains(output, Outputs(page)));
        Assert.Equal("[\"the\",\"coffee\"]", run.EnsureSuccess().StandardOutput.Trim());
    }

    [Fact]
    public async Task The_first_pipeline_builds_and_does_what_the_guide_says()
    {
        using var project = await WriteAsync(RepositoryFiles.Page("docs/guide/first-pipeline.md"));

        var first = await BuildAsync(project);
        var second = await BuildAsync(project);
        project.Write("App.csproj", project.Read("App.csproj").Replace("Digits=\"1\"", "Digits=\"2\"", StringComparison.Ordinal));
        var third = await BuildAsync(project);
        project.Write("data/readings.csv", project.Read("data/readings.csv"));
        var fourth = await BuildAsync(project);
        var run = await DotNet.RunAsync(project.Path, ["run", "--no-build"]);

        Assert.Contains("Tango: 2 ran in TIME.", first, StringComparison.Ordinal);
        Assert.Equal("Tango: all 2 steps are up to date.", second);
        Assert.Contains("Tango readings cached", third, StringComparison.Ordinal);
        Assert.Contains("Tango: 1 ran, 1 cached in TIME.", third, StringComparison.Ordinal);
        Assert.DoesNotContain(" ran ", fourth, StringComparison.Ordinal);
        Assert.Equal("{\"north\":12,\"south\":17.25}", run.EnsureSuccess().StandardOutput.Trim());
    }

    private static async Task<TestDirectory> WriteAsync(MarkdownPage page)
    {
        var feed = await PackageFeed.GetAsync();
        var project = TestDirectory.Create();
        project.Write("nuget.config", feed.NuGetConfig());
        foreach (var block in page.Blocks.Where(block => block.File is not null))
            project.Write(block.File!, block.Text);

        Assert.Contains($"Version=\"{feed.Version}\"", project.Read("App.csproj"), StringComparison.Ordinal);
        return project;
    }

    private static async Task<string> BuildAsync(TestDirectory project)
    {
        var build = await DotNet.RunAsync(project.Path, ["build", "-tl:off"]);
        return TangoLines(build.EnsureSuccess().StandardOutput);
    }

    private static List<string> Outputs(MarkdownPage page) =>
        [.. page.Blocks.Where(block => block.Language == "text").Select(block => TangoLines(block.Text)).Where(lines => lines.Length > 0)];

    // The lines that Tango writes, in ordinal order (steps that run side by side end in any), without what differs from run to run.
    private static string TangoLines(string output) => string.Join('\n', output
        .Split('\n')
        .Select(line => Spaces().Replace(Duration().Replace(line.Trim(), "TIME"), " "))
        .Where(line => line.StartsWith("Tango", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\b\d+(\.\d+)? (ms|s)\b")]
    private static partial Regex Duration();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
