using System.Collections.Immutable;
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
    [InlineData("a main /src/App.csproj obj/tango accuracy; b main /src/App.csproj obj/tango", "a")]
    [InlineData("a main /src/App.csproj obj/tango accuracy; b main /src/App.csproj obj/tango accuracy", "b")]
    [InlineData("a main /other/App.csproj obj/tango accuracy; b main /src/App.csproj obj/tango", "b")]
    public void The_newest_of_the_project_in_whatever_clone_counts(string records, string? host, string branch = "main")
    {
        if (OperatingSystem.IsWindows())
            return;

        var ended = DateTimeOffset.UnixEpoch;
        foreach (var record in records.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(record => record.Split(' ')))
            Add(record[0], record[1], record[2], record[3], ended = ended.AddMinutes(1), metric: record.ElementAtOrDefault(4));

        Assert.Equal(host, Find(_directory.Path, branch)?.Host);
    }

    // Minutes after the build began, and the id of the record's build.
    [Theory]
    [InlineData(-1, "other", "this", true)]
    [InlineData(-1, null, "this", true)]
    [InlineData(-1, "other", null, true)]
    [InlineData(-1, null, null, true)]
    [InlineData(-1, "this", "this", false)]
    [InlineData(0, "other", "this", false)]
    [InlineData(1, "other", "this", false)]
    [InlineData(1, null, null, false)]
    public void A_build_is_compared_with_what_ended_before_it_and_not_with_itself(int minutes, string? recorded, string? build, bool isFound)
    {
        if (OperatingSystem.IsWindows())
            return;

        var began = DateTimeOffset.UnixEpoch.AddDays(1);
        Add("a", "main", "/src/App.csproj", "obj/tango", began.AddMinutes(minutes), recorded);

        Assert.Equal(isFound, Find(_directory.Path, "main", build, began) is not null);
    }

    [Fact]
    public void Without_a_directory_there_is_none() => Assert.Null(Find(_directory.PathOf("none"), "main"));

    private static RunRecord? Find(string directory, string branch, string? build = null, DateTimeOffset? began = null) =>
        BranchRecords.FindLast(directory, "/src/App.csproj", "/src/obj/tango", branch, build, began ?? DateTimeOffset.MaxValue);

    private void Add(string host, string branch, string project, string state, DateTimeOffset ended, string? build = null, string? metric = null)
    {
        var folder = project[..(project.LastIndexOf('/') + 1)];
        RunRecordFolder.Append(_directory.Path, new RunRecord
        {
            BuildId = build,
            Project = project,
            StateDirectory = folder + state,
            ToolVersion = "1.0.0",
            Host = host,
            Ended = ended,
            IsCancelled = branch.EndsWith('!'),
            Source = new SourceState(null, branch.TrimEnd('!'), IsDirty: false),
            Steps = metric is null ? [] : [new StepRecord { Name = "model", UniqueId = "M-1", State = StepState.Ran, Metrics = ImmutableSortedDictionary<string, double>.Empty.Add(metric, 1) }],
        }, kept: 0);
    }
}
