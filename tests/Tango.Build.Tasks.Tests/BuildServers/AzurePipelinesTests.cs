using Tango.Build.Tasks.BuildServers;

namespace Tango.Build.Tasks.Tests.BuildServers;

/// <summary>The line that the agent of Azure Pipelines reads: its parser splits at <c>;</c> and <c>]</c>, and replaces %3B, %0D, %0A, %5D and %AZP25.</summary>
public sealed class AzurePipelinesTests
{
    [Theory]
    [InlineData("/repo/App.csproj", 3, 5, "no", "##vso[task.logissue type=error;sourcepath=/repo/App.csproj;linenumber=3;columnnumber=5;code=TANGO0201;]no")]
    [InlineData("/repo/Steps.cs", 71, 0, "no", "##vso[task.logissue type=error;sourcepath=/repo/Steps.cs;linenumber=71;code=TANGO0201;]no")]
    [InlineData(null, 0, 0, "no", "##vso[task.logissue type=error;code=TANGO0201;]no")]
    [InlineData("/a;b]/c.csproj", 0, 0, "no", "##vso[task.logissue type=error;sourcepath=/a%3Bb%5D/c.csproj;code=TANGO0201;]no")]
    [InlineData(null, 0, 0, "97 %\r\n[a];%0A%5d%AZP25", "##vso[task.logissue type=error;code=TANGO0201;]97 %%0D%0A[a%5D%3B%AZP250A%5d%AZP25AZP25")]
    public void An_error_is_a_command(string? file, int line, int column, string message, string command) =>
        Assert.Equal(command, new AzurePipelines(null, hasLogger: false).Format(new Annotation(IsError: true, "TANGO0201", message) { File = file, Position = new SourcePosition(line, column) }));

    [Fact]
    public void A_warning_is_one() =>
        Assert.Equal("##vso[task.logissue type=warning;code=TANGO0303;]old", new AzurePipelines(null, hasLogger: false).Format(new Annotation(IsError: false, "TANGO0303", "old")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_logger_of_the_task_annotates_every_line(bool hasLogger)
    {
        Assert.Equal(hasLogger, new AzurePipelines(null, hasLogger).Annotates(isOfProject: true, hasLine: true));
        Assert.False(AzurePipelines.HasLogger());
    }

    [Fact]
    public void A_summary_is_uploaded_from_its_file() => Assert.Equal("##vso[task.uploadsummary]/repo/a%3Bb.md", AzurePipelines.UploadSummary("/repo/a;b.md"));
}
