using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>The commonest first mistake, the path of a file as text, is answered with the type that finds the file.</summary>
public sealed class InputFileHintTests : IDisposable
{
    private const string File = "declare the parameter as InputFile instead of string";
    private const string Folder = "declare the parameter as InputFiles instead of string, with a pattern";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("Path=table.csv", "'table.csv' in 'path' is only a text", File)]
    [InlineData("Path=tables/deep.csv", "'tables/deep.csv' in 'path' is only a text", File)]
    [InlineData("Path=tables", "'tables' in 'path' is only a text", Folder)]
    [InlineData("Path=tables/", "'tables/' in 'path' is only a text", Folder)]
    [InlineData("Path=|More=other.csv;table.csv", "'table.csv' in 'more' is only a text", File)]
    [InlineData("Path=table.csv|Wraps=true", "'table.csv' in 'path' is only a text", File)]
    public async Task A_path_of_the_project_as_text_is_explained(string metadata, string what, string wayOut)
    {
        var message = await FailAsync(metadata);

        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(wayOut, message, StringComparison.Ordinal);
        Assert.EndsWith("log.txt", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Path=missing.csv")]
    [InlineData("Path=missing.csv|More=table.csv")]
    [InlineData("Path=table.csv|Other=true")]
    public async Task Other_failures_are_not(string metadata) => Assert.DoesNotContain("InputFile", await FailAsync(metadata), StringComparison.Ordinal);

    [Fact]
    public async Task In_code_a_path_starts_in_the_current_directory() =>
        Assert.DoesNotContain("InputFile", await FailAsync("Path=table.csv", isInCode: true), StringComparison.Ordinal);

    private async Task<string> FailAsync(string metadata, bool isInCode = false)
    {
        _project.Write("table.csv", "1");
        _project.Write("tables/deep.csv", "2");
        _project.Declare<ReadsPathAsText>("read", metadata.Split('|'));
        var events = new RecordedEvents();
        await _project.RunAsync(_project.ExecutionPlan() with { ProjectFile = isInCode ? null : _project.PathOf("project.csproj") }, events);
        return Assert.Single(events.Of<RunEvent.StepFailed>()).Message;
    }
}
