using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class BranchRecordsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    // Host, branch, project, state; the last one is the newest.
    [Theory]
    [InlineData("", null)]
    [InlineData("a main /src/App.csproj obj/tango", "a")]
    [InlineData("a other /src/App.csproj obj/tango", null)]
    [InlineData("a main /src/App.csproj obj/tango; b main /src/App.csproj obj/tango", "b")]
    [InlineData("a main /src/App.csproj obj/tango; b other /src/App.csproj obj/tango", "a")]
    [InlineData("a main /src/Other.csproj obj/tango", null)]
    [InlineData("a main /src/App.csproj obj/Release/tango", null)]
    [InlineData("a main /clone/2/src/App.csproj obj/tango", "a")]
    [InlineData("a main /src/App.csproj obj/tango; b main /other/App.csproj obj/tango", "a")]
    [InlineData("a main /clone/src/App.csproj obj/tango; b main /clone/tests/App.csproj obj/tango", "a")]
    [InlineData("a main! /src/App.csproj obj/tango", null)]
    [InlineData("a feature/ä /src/App.csproj obj/tango", "a", "feature/ä")]
    public void The_newest_of_the_project_in_whatever_clone_counts(string records, string? host, string branch = "main")
    {
        if (OperatingSystem.IsWindows())
            return;

        var ended = DateTimeOffset.UnixEpoch;
        foreach (var record in records.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(record => record.Split(' ')))
            Add(record[0], record[1], record[2], record[3], ended = ended.AddMinutes(1));

        Assert.Equal(host, BranchRecords.FindLast(_directory.Path, "/src/App.csproj", "/src/obj/tango", branch)?.Host);
    }

    [Fact]
    public void Without_a_directory_there_is_none() => Assert.Null(BranchRecords.FindLast(_directory.PathOf("none"), "/src/App.csproj", "/src/obj/tango", "main"));

    private void Add(string host, string branch, string project, string state, DateTimeOffset ended)
    {
        var folder = project[..(project.LastIndexOf('/') + 1)];
        RunRecordFolder.Append(_directory.Path, new RunRecord
        {
            Project = project,
            StateDirectory = folder + state,
            ToolVersion = "1.0.0",
            Host = host,
            Ended = ended,
            IsCancelled = branch.EndsWith('!'),
            Source = new SourceState(null, branch.TrimEnd('!'), IsDirty: false),
            Steps = [],
        }, kept: 0);
    }
}
