using Tango.Build.TestKit;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests;

/// <summary>Builds the two projects of the guide to exports from what the page shows.</summary>
[Trait("Speed", "Slow")]
public sealed class ExportingGuideTests
{
    [Fact]
    public async Task The_library_is_compiled_with_the_source_that_its_step_wrote()
    {
        var page = RepositoryFiles.Page("docs/guide/exporting.md");
        var feed = await PackageFeed.GetAsync();
        using var folder = TestDirectory.Create();
        folder.Write("nuget.config", feed.NuGetConfig());
        foreach (var block in page.Blocks.Where(block => block.File is not null))
            folder.Write(block.File!, block.Text);

        folder.Write("Palette/Program.cs", page.Blocks.Single(block => block.IsFragment && block.Text.Contains("Palette", StringComparison.Ordinal)).Text);

        var run = (await DotNet.RunAsync(folder.PathOf("Palette"), ["run"])).EnsureSuccess();

        Assert.Equal("008080", run.StandardOutput.Trim());
        Assert.False(File.Exists(folder.PathOf("Palette/bin/Debug/net10.0/Generator.dll")));
        Assert.False(File.Exists(folder.PathOf("Palette/bin/Debug/net10.0/Tango.Core.dll")));
    }
}
