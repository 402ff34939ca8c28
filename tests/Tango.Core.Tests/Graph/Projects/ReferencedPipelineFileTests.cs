using Tango.Graph.Projects;

namespace Tango.Core.Tests.Graph.Projects;

public sealed class ReferencedPipelineFileTests
{
    private static readonly ReferencedPipeline Pipeline = new(
        "/repo/My Data\\tab\tline\nend/Data.csproj",
        "/cache",
        [
            new ReferencedStep("split", "SplitLast-1-x", "json.zst", "Data", "N.SplitLast")
            {
                File = "/repo/\\t.csproj",
                IsFindable = true,
                State = ReferencedState.NotCompleted,
            },
            new ReferencedStep("dice ä", "Dice-y", "text", "Data", "N.Dice") { NotCachedBecause = "not cached", State = ReferencedState.NotNeeded },
        ]);

    [Fact]
    public void A_pipeline_survives_its_text()
    {
        var read = ReferencedPipelineFile.FromText(ReferencedPipelineFile.ToText(Pipeline))!;

        Assert.Equal((Pipeline.Project, Pipeline.ProjectFile, Pipeline.CacheDirectory), (read.Project, read.ProjectFile, read.CacheDirectory));
        Assert.Equal<ReferencedStep>(Pipeline.Steps, read.Steps);
    }

    [Fact]
    public void One_without_steps_does_too() =>
        Assert.Empty(ReferencedPipelineFile.FromText(ReferencedPipelineFile.ToText(Pipeline with { Steps = [] }))!.Steps);

    // MSBuild hands it on as metadata.
    [Fact]
    public void Its_text_holds_nothing_that_means_something_to_MSBuild() => Assert.Matches("^[A-Za-z0-9+/=]+$", ReferencedPipelineFile.ToText(Pipeline));

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64!")]
    [InlineData("tango pipeline 1\n/p\t/c\n")]
    public void What_is_no_text_of_this_version_is_refused(string text) => Assert.Null(ReferencedPipelineFile.FromText(text));
}
