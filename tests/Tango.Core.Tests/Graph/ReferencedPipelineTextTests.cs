using Tango.Graph;

namespace Tango.Core.Tests.Graph;

public sealed class ReferencedPipelineTextTests
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
            new ReferencedStep("dice ä", "Dice-y", "text", "Data", "N.Dice") { NotKeptBecause = "not cached", State = ReferencedState.NotNeeded },
        ]);

    [Fact]
    public void A_pipeline_survives_its_text()
    {
        var read = ReferencedPipeline.Parse(Pipeline.ToText())!;

        Assert.Equal((Pipeline.Project, Pipeline.ProjectFile, Pipeline.CacheDirectory), (read.Project, read.ProjectFile, read.CacheDirectory));
        Assert.Equal<ReferencedStep>(Pipeline.Steps, read.Steps);
    }

    [Fact]
    public void One_without_steps_does_too() => Assert.Empty(ReferencedPipeline.Parse((Pipeline with { Steps = [] }).ToText())!.Steps);

    [Theory]
    [InlineData("")]
    [InlineData("tango pipeline 2\n/p\t/c\n")]
    [InlineData("tango pipeline 1\n/p\n")]
    [InlineData("tango pipeline 1\n/p\t/c\nsplit\tx\n")]
    [InlineData("tango pipeline 1\n/p\t/c\na\tb\tc\td\te\tf\t1\t\t9\n")]
    [InlineData("tango pipeline 1\n/p\t/c\na\tb\tc\td\te\tf\t1\t\t0")]
    public void What_is_no_text_of_this_version_is_refused(string text) => Assert.Null(ReferencedPipeline.Parse(text));
}
