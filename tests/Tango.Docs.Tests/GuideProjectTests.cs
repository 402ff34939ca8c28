using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

/// <summary>Builds the projects of guides whose pipelines only MSBuild can evaluate.</summary>
[Trait("Speed", "Slow")]
public sealed class GuideProjectTests
{
    [Fact]
    public async Task The_projects_of_several_projects_do_what_the_guide_says()
    {
        using var folder = await WriteAsync("docs/guide/several-projects.md");

        var first = await BuildAsync(folder, "Report");
        folder.Write("Data/levels/north.txt", "1.5\n4.5\n");
        var plan = await BuildAsync(folder, "Report", "-t:TangoPlan");

        Assert.Equal(4, first.Count(line => line.Contains(" ran ", StringComparison.Ordinal) && line.EndsWith("first run", StringComparison.Ordinal)));
        Assert.Equal("{\"north\":2,\"south\":3}", folder.Read("Report/bin/Debug/net10.0/summary.json").Trim());
        Assert.Contains("Tango  north  run         levels/north.txt changed", plan);
        Assert.Contains("Tango  first    run         Data/north.Metres changed", plan);
    }

    [Fact]
    public async Task The_project_of_sweeps_makes_steps_of_items()
    {
        using var folder = await WriteAsync("docs/guide/sweeps.md");

        var build = await BuildAsync(folder, ".");
        var again = await BuildAsync(folder, ".", "--no-restore", "-p:TangoSteps=grid-50-*", "-p:TangoForce=grid-50-2");

        Assert.Contains(build, line => line.StartsWith("Tango  walk-1000 ", StringComparison.Ordinal));
        Assert.Contains(build, line => line.StartsWith("Tango  grid-500-3 ", StringComparison.Ordinal));
        Assert.Contains(build, line => line.StartsWith("Tango  mean ", StringComparison.Ordinal) && line.EndsWith("of 3 walks", StringComparison.Ordinal));
        Assert.Contains(build, line => line.StartsWith("Tango  grid-mean ", StringComparison.Ordinal) && line.EndsWith("of 6 walks", StringComparison.Ordinal));
        Assert.Contains(build, line => line.StartsWith("Tango: 11 ran in ", StringComparison.Ordinal));
        Assert.Contains(again, line => line.StartsWith("Tango: 1 ran, 2 cached, 8 skipped in ", StringComparison.Ordinal));
    }

    private static async Task<TestDirectory> WriteAsync(string path)
    {
        var feed = await PackageFeed.GetAsync();
        var folder = TestDirectory.Create();
        folder.Write("nuget.config", feed.NuGetConfig());
        foreach (var block in RepositoryFiles.Page(path).Blocks.Where(block => block.File is not null))
            folder.Write(block.File!, block.Text);

        return folder;
    }

    private static async Task<List<string>> BuildAsync(TestDirectory folder, params string[] arguments)
    {
        var build = await DotNet.RunAsync(folder.Path, ["build", .. arguments, "-tl:off"]);
        return [.. build.EnsureSuccess().StandardOutput.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("Tango", StringComparison.Ordinal))];
    }
}
