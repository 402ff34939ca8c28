using Tango.Build.TestKit;
using Tango.Cli.Otlp;
using Tango.Runs;
using Tango.Runs.Tracing;
using static Tango.Cli.Tests.RecordedFolder;

namespace Tango.Cli.Tests.Otlp;

public sealed class OtlpExportTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = "b7ad6b7169203331";

    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_build_has_a_span_for_each_project_and_each_step_that_ran_with_their_times()
    {
        await using var collector = new Collector();
        _folder.Build("Data", "b1", Ran("load", "Load-1-a") with { Started = Time(0), Reason = "first run", CpuTime = TimeSpan.FromSeconds(1.5), PeakMemory = 7 });
        _folder.Build("App", "b1", Cached("split", "Split-1-a"), Failed("model", "Model-1-a"));

        Assert.Null(await ExportAsync(collector, hasSucceeded: false, parent: $"00-{Trace}-{Parent}-01"));

        Assert.Equal(["load", "RUN Data", "model", "RUN App", "tango run"], collector.Spans.Select(span => span.Name));
        Assert.All(collector.Spans, span => Assert.Equal((Trace, "tango"), (span.TraceId, span.Service)));
        Assert.Equal(Parent, collector["tango run"].ParentId);
        Assert.All(["RUN Data", "RUN App"], name => Assert.Equal(collector["tango run"].Id, collector[name].ParentId));
        Assert.Equal((collector["RUN Data"].Id, collector["RUN App"].Id), (collector["load"].ParentId, collector["model"].ParentId));
        Assert.Equal((Time(0).UtcDateTime, Time(2).UtcDateTime), (collector["load"].Start, collector["load"].End));
        Assert.Equal((Time(48).UtcDateTime, Time(60).UtcDateTime), (collector["RUN Data"].Start, collector["RUN Data"].End));
        var tags = collector["load"].Tags;
        Assert.Equal(("load", "success", "Load-1-a", "ran", "first run", "1.5", "7"), (tags["cicd.pipeline.task.name"], tags["cicd.pipeline.task.run.result"], tags["tango.id"], tags["tango.state"], tags["tango.reason"], tags["tango.cpu_seconds"], tags["tango.peak_memory"]));
        Assert.Equal(("Data", "RUN", "b1", "success", "main"), (collector["RUN Data"].Tags["cicd.pipeline.name"], collector["RUN Data"].Tags["cicd.pipeline.action.name"], collector["RUN Data"].Tags["cicd.pipeline.run.id"], collector["RUN Data"].Tags["cicd.pipeline.result"], collector["RUN Data"].Tags["vcs.ref.head.name"]));
        Assert.Equal((2UL, 2UL, 2UL, 0UL), (collector["model"].Status, collector["RUN App"].Status, collector["tango run"].Status, collector["load"].Status));
        Assert.Equal("1", collector["RUN App"].Tags["tango.steps.cached"]);
        Assert.Equal("exception: TANGO0201, no", Assert.Single(collector["model"].Events));
        Assert.All(collector.Requests, request => Assert.Equal("POST /v1/traces HTTP/1.1", request));
    }

    [Fact]
    public async Task A_build_of_thousands_of_steps_is_sent_whole()
    {
        await using var collector = new Collector();
        _folder.Build([.. Enumerable.Range(0, 5_000).Select(number => Ran($"step-{number}", $"Step-1-{number}"))]);

        Assert.Null(await ExportAsync(collector));

        Assert.Equal(5_002, collector.Spans.DistinctBy(span => span.Id).Count());
        Assert.True(collector.Requests.Count < 20);
    }

    [Fact]
    public async Task A_parent_that_is_not_sampled_has_no_spans_below_it()
    {
        await using var collector = new Collector();
        _folder.Build(Ran("load", "Load-1-a"));

        Assert.Null(await ExportAsync(collector, parent: $"00-{Trace}-{Parent}-00"));

        Assert.Empty(collector.Spans);
    }

    [Theory]
    [InlineData("00f067aa0ba902b7", true)]
    [InlineData("0000000000000000", false)]
    [InlineData("00F067AA0BA902B7", false)]
    [InlineData("00f067aa", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task A_step_has_the_id_that_its_command_got(string? id, bool isTaken)
    {
        await using var collector = new Collector();
        _folder.Build("Data", "b1", Ran("load", "Load-1-a") with { Started = Time(0), SpanId = id });

        Assert.Null(await ExportAsync(collector));

        Assert.Equal(isTaken, collector["load"].Id == id);
        Assert.True(Spans.IsId(collector["load"].Id));
        Assert.Equal(collector["RUN Data"].Id, collector["load"].ParentId);
    }

    [Fact]
    public async Task The_build_gets_the_span_of_the_command()
    {
        await using var collector = new Collector();
        using var export = new OtlpExport(OtlpTarget.Find(true, collector.Address, _ => null)!, _ => null);

        var parent = export.Variables.Single(variable => variable.Key == "TRACEPARENT").Value;
        Assert.Equal(parent, export.Variables.Single(variable => variable.Key == LaterSpans.Variable).Value);
        await export.EndAsync(build: null, hasSucceeded: true, CancellationToken.None);

        Assert.StartsWith($"00-{collector["tango run"].TraceId}-{collector["tango run"].Id}-", parent, StringComparison.Ordinal);
        Assert.Equal("", collector["tango run"].ParentId);
    }

    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("401 Unauthorized")]
    [InlineData("404 Not Found")]
    [InlineData(null)]
    public async Task A_collector_that_takes_nothing_is_told(string? status)
    {
        await using var collector = new Collector(status ?? "200 OK");
        _folder.Build(Ran("load", "Load-1-a"));
        if (status is null)
            await collector.DisposeAsync();

        var problem = await ExportAsync(collector);

        Assert.NotNull(problem);
        Assert.DoesNotContain("\n", problem, StringComparison.Ordinal);
        Assert.Contains(status is null ? "refused" : status[..3], problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, false, false)]
    [InlineData(int.MaxValue, true, false)]
    [InlineData(10, true, true)]
    public async Task A_collector_that_never_answers_holds_nobody(int limit, bool isCancelled, bool isCancelledBefore)
    {
        using var stop = new CancellationTokenSource();
        await using var silent = new LocalServer(async (_, end) =>
        {
            if (isCancelled)
                await stop.CancelAsync();

            await new TaskCompletionSource().Task.WaitAsync(end).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        _folder.Build(Ran("load", "Load-1-a"));
        if (isCancelledBefore)
            await stop.CancelAsync();

        string? problem;
        using (var export = new OtlpExport(OtlpTarget.Find(true, WithUser(silent.Address), _ => null)!, _ => null, TimeSpan.FromMilliseconds(limit)))
            problem = await export.EndAsync(Workspace.At(_folder.Path).Builds.First(), hasSucceeded: true, stop.Token);

        Assert.StartsWith($"not all of them reached {silent.Address}/v1/traces", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user:secret")]
    [InlineData("user:secret%20word")]
    [InlineData("secret")]
    [InlineData("user:secret%40home%2F")]
    [InlineData("user:secret%C3%A4")]
    public async Task A_password_in_the_address_is_not_printed(string user)
    {
        await using var collector = new Collector("503 Service Unavailable");
        _folder.Build(Ran("load", "Load-1-a"));

        using var export = new OtlpExport(OtlpTarget.Find(true, WithUser(collector.Address, user), _ => null)!, _ => null);
        var problem = await export.EndAsync(Workspace.At(_folder.Path).Builds.First(), hasSucceeded: true, CancellationToken.None);

        Assert.Contains("503", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    private static string WithUser(string address, string user = "user:secret") => address.Replace("://", $"://{user}@", StringComparison.Ordinal);

    private async Task<string?> ExportAsync(Collector collector, bool hasSucceeded = true, string? parent = null)
    {
        string? Variable(string name) => name == "TRACEPARENT" ? parent : null;
        using var export = new OtlpExport(OtlpTarget.Find(true, collector.Address, Variable)!, Variable);
        return await export.EndAsync(Workspace.At(_folder.Path).Builds.First(), hasSucceeded, CancellationToken.None);
    }

    private static DateTimeOffset Time(int second) => new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero).AddSeconds(second);

    private static StepRecord Failed(string name, string uniqueId) => Ran(name, uniqueId) with { State = StepState.Failed, Code = "TANGO0201", Error = "no" };
}
