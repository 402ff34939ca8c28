using System.Text.RegularExpressions;
using Tango.Build.TestKit;
using Tango.Core.Tests.Execution;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

/// <summary>Builds the project of the guide to commands, whose SDK is the packed package.</summary>
[Trait("Speed", "Slow")]
public sealed partial class CommandsGuideTests
{
    [ShFact]
    public async Task The_project_builds_and_does_what_the_guide_says()
    {
        var page = RepositoryFiles.Page("docs/guide/commands.md");
        var feed = await PackageFeed.GetAsync();
        using var project = TestDirectory.Create();
        project.Write("nuget.config", feed.NuGetConfig());
        foreach (var block in page.Blocks.Where(block => block.File is not null))
            project.Write(block.File!, block.Text);

        Assert.Contains($"Sdk=\"Tango.Build/{feed.Version}\"", project.Read("pipeline.proj"), StringComparison.Ordinal);
        string[] shown = [.. page.Blocks.Where(block => block.Language == "text" && block.File is null).Select(block => Lines(block.Text))];

        var first = await BuildAsync(project);
        File.Delete(project.PathOf("out/sum.txt"));
        var second = await BuildAsync(project);

        Assert.Equal((shown[0], shown[1]), (first, second));
        Assert.Equal("1+4+9+16\n", project.Read("out/sum.txt"));
    }

    private static async Task<string> BuildAsync(TestDirectory project)
    {
        var built = await DotNet.RunAsync(project.Path, ["build", "-tl:off"]);
        return Lines(built.EnsureSuccess().StandardOutput);
    }

    // How long it takes and how columns are filled is another matter.
    private static string Lines(string text) => string.Join('\n', text.Split('\n')
        .Select(line => Spaces().Replace(Duration().Replace(line.Trim(), "TIME"), " "))
        .Where(line => line.StartsWith("Tango", StringComparison.Ordinal)));

    [GeneratedRegex(@"\d+(\.\d+)? (s|ms)\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
