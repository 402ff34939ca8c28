using Tango.Caching.Remote;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>What a build leaves about itself: its record and its events.</summary>
public sealed class RunRecordingTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_record_tells_when_and_where_what_ran()
    {
        _project.Declare<Constant>("one", "Value=1").Declare<Pure>("two", "Value=ref:one").Declare<FailsFast>("crash");

        var before = DateTimeOffset.UtcNow;
        await EngineBuild.RunAsync(_project.Request with { BuildId = "b1", Overrides = ["two.Value=5"], Force = ["one"] }, new RecordedEvents());
        var record = LastRecord();

        Assert.Equal(("b1", _project.Request.ProjectFile, Environment.MachineName, 2), (record.BuildId, record.Project, record.Host, record.MaxParallelism));
        Assert.Equal("two.Value=5", Assert.Single(record.Overrides.Arguments));
        Assert.Equal("one", Assert.Single(record.Overrides.Force));
        Assert.InRange(record.Started!.Value, before, record.Ended);
        Assert.Equal([("one", StepState.Ran), ("two", StepState.Ran), ("crash", StepState.Failed)], record.Steps.Select(step => (step.Name, step.State)));
        Assert.All(record.Steps, step => Assert.InRange(step.Started!.Value, record.Started.Value, record.Ended));
        Assert.All(record.Steps, step => Assert.InRange(step.Lane!.Value, 0, 1));
        Assert.Equal("one", Assert.Single(record.Steps[1].Needs));
        Assert.Equal(typeof(Pure).FullName, record.Steps[1].Type);
        Assert.Contains(record.Steps[1].Identity, entry => entry.Name == "argument:value");
        Assert.Equal("TANGO0203", record.Steps[2].Code);
        Assert.True(record.Steps[1].ResultSize > 0);
    }

    [Fact]
    public async Task A_cached_step_tells_what_it_saved()
    {
        _project.Declare<Measures>("measured", "Accuracy=0.5");
        await _project.BuildAsync();
        var first = LastRecord().Steps[0];
        _project.Declare<Constant>("other", "Value=1");
        await _project.BuildAsync();
        _project.Declare<Constant>("third", "Value=3");
        await _project.BuildAsync();
        var cached = LastRecord().Steps[0];

        Assert.Equal((StepState.Ran, StepState.Cached), (first.State, cached.State));
        Assert.True(cached.Cost > TimeSpan.Zero);
        Assert.Equal((TimeSpan.Zero, first.ResultSize), (cached.Duration, cached.ResultSize));
        Assert.Equal([("accuracy", 0.5), ("loss/test", double.NaN)], cached.Metrics.Select(metric => (metric.Key, metric.Value)));
        Assert.Equal(first.Metrics, cached.Metrics);
        Assert.Empty(cached.Identity);
    }

    [Fact]
    public async Task Metrics_are_stored_with_the_result()
    {
        _project.Declare<Measures>("measured", "Accuracy=0.5");

        var (result, events) = await _project.BuildAsync();

        Assert.Equal(0.5, Assert.Single(events.Of<RunEvent.StepCompleted>()).Metrics["accuracy"]);
        Assert.Equal(0.5, Assert.Single(result.Steps).Metrics!["accuracy"]);
        Assert.Equal(0.5, new DirectoryStepCache(_project.Request.CacheDirectory).GetMetadata(result.Steps[0].UniqueId)!.Metrics["accuracy"]);
    }

    [Fact]
    public async Task A_metric_without_a_name_is_a_failure_of_the_step()
    {
        _project.Declare<MeasuresBadly>("measured");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal("TANGO0201", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task What_was_pushed_and_fetched_is_in_the_records()
    {
        _project.Declare<Constant>("one", "Value=1");
        var request = _project.Request with { RemoteCache = new RemoteCacheSettings(_project.PathOf("remote")), EventsDirectory = _project.PathOf("new/events") };
        await _project.BuildAsync(request);
        var pushed = LastRecord().Steps[0];
        Directory.Delete(_project.Request.CacheDirectory, recursive: true);
        await _project.BuildAsync(request);
        var fetched = LastRecord().Steps[0];

        Assert.Equal((StepState.Ran, StepState.Cached), (pushed.State, fetched.State));
        Assert.True(pushed.PushedSize > 0);
        Assert.Equal(pushed.PushedSize, fetched.FetchedSize);
        Assert.Equal(2, Directory.GetFiles(_project.PathOf("new/events")).Length);
    }

    [Fact]
    public async Task A_step_inside_an_argument_is_in_the_record()
    {
        _project.Declare<Pure>("outer", "Value={\"type\": \"Tango.Core.Tests.Execution.Steps.Constant\", \"value\": 4}");

        await _project.BuildAsync();

        Assert.Equal(2, LastRecord().Steps.Length);
        Assert.Equal(LastRecord().Steps[1].Name, Assert.Single(LastRecord().Steps[0].Needs));
    }

    [Fact]
    public async Task Every_event_is_a_line_of_JSON()
    {
        _project.Declare<Constant>("one", "Value=1");

        var (_, events) = await _project.BuildAsync();

        var lines = await File.ReadAllLinesAsync(Path.Combine(_project.StateDirectory, "events.jsonl"));
        Assert.Equal(events.All.Select(runEvent => runEvent.GetType()), lines.Select(line => RunEventJson.Read(System.Text.Encoding.UTF8.GetBytes(line)).GetType()));
        Assert.All(lines, line => Assert.StartsWith("{\"time\":\"2", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Old_records_are_removed_when_there_are_too_many()
    {
        for (var value = 0; value < 4; value++)
            await _project.DeclareAnew().Declare<Constant>("one", $"Value={value}").BuildAsync(_project.Request with { KeptRuns = 2 });

        Assert.Equal(2, RunRecordFolder.Files(_project.Request.RunsDirectory!).Count());
    }

    private RunRecord LastRecord() => RunRecordReader.TryRead(RunRecordFolder.Files(_project.Request.RunsDirectory!).First())!;
}
