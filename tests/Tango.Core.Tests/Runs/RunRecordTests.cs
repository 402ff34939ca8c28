using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tango.Identity;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

/// <summary>Run records are written once and read by all later versions.</summary>
public sealed class RunRecordTests : IDisposable
{
    private const string FirstLayout =
        """
        { "schemaVersion": 1, "toolVersion": "0.1.0", "project": "/src/App.csproj", "stateDirectory": "/src/obj/tango", "host": "vm", "ended": "2026-08-01T10:00:00+00:00",
          "steps": [ { "name": "split", "uniqueId": "Split-1-abc", "state": "ran", "seconds": 1.5, "reason": "first run", "summary": "3 rows", "log": "/src/log.txt" } ] }
        """;

    private static readonly JsonSerializerOptions WithEachNumber = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Everything_survives_the_file()
    {
        var record = Record("App") with
        {
            BuildId = "b1",
            CacheDirectory = "/src/.tango/cache",
            Started = Time(9),
            IsCancelled = true,
            MaxParallelism = 4,
            Source = new SourceState("0123456789abcdef", "main", IsDirty: true),
            Overrides = new() { Arguments = ["model.Epochs=20"], Steps = ["model"], Force = ["split"] },
            Steps =
            [
                new()
                {
                    Name = "split",
                    UniqueId = "Split-1-abc",
                    State = StepState.Failed,
                    Type = "App.Split",
                    Started = Time(9),
                    Duration = TimeSpan.FromSeconds(1.25),
                    CpuTime = TimeSpan.FromSeconds(2.5),
                    PeakMemory = 6_000_000_000,
                    Lane = 1,
                    SpanId = "b7ad6b7169203331",
                    FailedAttempts = 2,
                    Cost = TimeSpan.FromSeconds(3),
                    ResultSize = 5_000_000_000,
                    FetchedSize = 6,
                    PushedSize = 7,
                    Reason = "first run",
                    Summary = "3 rows",
                    Metrics = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("a", 0.5), KeyValuePair.Create("b", double.PositiveInfinity), KeyValuePair.Create("c", double.NaN)]),
                    Code = "TANGO0201",
                    Error = "no",
                    SourceFile = "/src/Steps.cs",
                    SourceLine = 71,
                    Log = "/src/log.txt",
                    Exports = ["/src/a.txt"],
                    Needs = ["load"],
                    Identity = [new IdentityEntry { Name = "argument:Seed", Hash = "00", Text = "7" }],
                },
            ],
        };

        var read = WriteAndRead(record);

        Assert.Equal(Json(record), Json(read with { Id = "" }));
        Assert.Contains("-App-", read.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var read = WriteAndRead(Record("App") with { Steps = [new() { Name = "split", UniqueId = "Split-1-abc", State = StepState.Skipped }] });

        Assert.Null(read.Source);
        Assert.True(read.Overrides.IsEmpty);
        Assert.DoesNotContain("null", File.ReadAllText(Assert.Single(RunRecordFolder.Files(_directory.Path))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_layout_can_be_read()
    {
        var read = RunRecordReader.TryRead(_directory.Write("20260801T100000.000Z-App-1.json", FirstLayout))!;

        Assert.Equal(("/src/App.csproj", "vm", (DateTimeOffset?)null), (read.Project, read.Host, read.Started));
        var step = Assert.Single(read.Steps);
        Assert.Equal(((TimeSpan?)null, (long?)null), (step.CpuTime, step.PeakMemory));
        Assert.Equal(("split", StepState.Ran, TimeSpan.FromSeconds(1.5), "3 rows"), (step.Name, step.State, step.Duration, step.Summary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{ "schemaVersion": 3, "ended": "2026-08-01T10:00:00Z", "steps": [] }""")]
    [InlineData("""{ "schemaVersion": 2, "ended": "yesterday", "steps": [] }""")]
    [InlineData("""{ "schemaVersion": 2, "ended": "2026-08-01T10:00:00Z", "steps": {} }""")]
    [InlineData("""{ "schemaVersion": 2, "ended": "2026-08-01T10:00:00Z", "steps": [ { "name": "a", "state": "flew", "seconds": 1 } ] }""")]
    [InlineData("""{ "schemaVersion": 2, "ended": "2026-08-01T10:00:00Z", "steps": [ { "name": "a", "state": "ran", "seconds": 1e300 } ] }""")]
    [InlineData("""{ "schemaVersion": 2, "ended": "2026-08-01T10:00:00Z", "steps": [ { "name": "a", "state": "ran", "seconds": 1, "metrics": { "m": "many" } } ] }""")]
    public void What_is_no_record_is_passed_over(string content) => Assert.Null(RunRecordReader.TryRead(_directory.Write("20260801T100000.000Z-App-1.json", content)));

    [Fact]
    public void Only_the_newest_records_of_a_project_are_kept()
    {
        foreach (var project in (string[])["My-App", "App"])
        {
            for (var hour = 1; hour <= 5; hour++)
                RunRecordFolder.Append(_directory.Path, Record(project) with { Ended = Time(hour) }, kept: project == "App" ? 2 : 0);
        }

        Assert.Equal([Time(5), Time(4)], RunRecordFolder.Files(_directory.Path, "/src/App.csproj").Select(path => RunRecordReader.TryRead(path)!.Ended));
        Assert.Equal(5, RunRecordFolder.Files(_directory.Path, "/src/My-App.csproj").Count());
        Assert.Equal(7, RunRecordFolder.Files(_directory.Path).Count());
    }

    [Fact]
    public void The_last_record_is_that_of_the_project_and_the_framework()
    {
        RunRecordFolder.Append(_directory.Path, Record("App") with { Host = "wanted" }, kept: 0);
        RunRecordFolder.Append(_directory.Path, Record("App") with { StateDirectory = "/src/obj/net11.0/tango", Ended = Time(12) }, kept: 0);
        RunRecordFolder.Append(_directory.Path, Record("App") with { Project = "/other/App.csproj", Ended = Time(13) }, kept: 0);
        _directory.Write("99990101T000000.000Z-App-x.json", "{");

        Assert.Equal("wanted", RunRecordFolder.FindLast(_directory.Path, "/src/App.csproj", "/src/obj/tango")?.Host);
        Assert.Null(RunRecordFolder.FindLast(_directory.PathOf("none"), "/src/App.csproj", "/src/obj/tango"));
    }

    private RunRecord WriteAndRead(RunRecord record)
    {
        RunRecordFolder.Append(_directory.Path, record, kept: 0);
        return RunRecordReader.TryRead(Assert.Single(RunRecordFolder.Files(_directory.Path)))!;
    }

    // Records hold lists, which compare by reference.
    private static string Json(RunRecord record) =>
        JsonSerializer.Serialize(record, WithEachNumber);

    private static DateTimeOffset Time(int hour) => new(2026, 11, 30, hour, 0, 0, TimeSpan.Zero);

    private static RunRecord Record(string project) => new()
    {
        Project = $"/src/{project}.csproj",
        StateDirectory = "/src/obj/tango",
        ToolVersion = "1.0.0",
        Host = "vm",
        Ended = Time(10),
        Steps = [],
    };
}
