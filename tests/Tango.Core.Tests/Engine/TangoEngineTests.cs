using System.Text.Json;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

[Trait("Speed", "Slow")]
public sealed class TangoEngineTests : IDisposable
{
    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_build_reports_the_outcome_of_each_step_in_order_of_declaration()
    {
        _project
            .Declare<Plus>("sum", "Left=ref:one", "Right=2")
            .Declare<Constant>("one", "Value=1")
            .Declare<Pure>("idle", "OnlyIfNeeded=true");

        var (result, _) = await _project.BuildAsync();

        Assert.Equal(
            [("sum", StepState.Ran, "first run"), ("one", StepState.Ran, "first run"), ("idle", StepState.Skipped, null)],
            result.Steps.Select(step => (step.Name, step.State, step.Reason)));
        Assert.All(result.Steps, step => Assert.StartsWith(_project.Request.CacheDirectory, step.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_step_is_a_diagnostic_and_its_dependents_are_blocked()
    {
        _project.Declare<Fails>("bad", "Message=no").Declare<Pure>("dependent", "Value=ref:bad").Declare<Pure>("beside", "Value=2");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.False(result.Succeeded);
        Assert.Equal([StepState.Failed, StepState.Blocked, StepState.Ran], result.Steps.Select(step => step.State));
        var failure = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0201", "bad", _project.Request.ProjectFile), (failure.Code, failure.Subject.Step, failure.Subject.File));
        Assert.False(_project.IsConfirmed());
    }

    [Fact]
    public async Task Without_keep_going_the_worker_stops_at_the_first_failure()
    {
        _project.Declare<Fails>("bad", "Message=no").Declare<Pure>("beside", "Value=2").Declare<Pure>("idle", "Value=3", "OnlyIfNeeded=true");

        var result = await EngineBuild.RunAsync(_project.Request with { Options = new() { KeepGoing = false, MaxParallelism = 1 } }, new RecordedEvents());

        Assert.Equal([StepState.Failed, StepState.NotRun, StepState.Skipped], result.Steps.Select(step => step.State));
    }

    [Fact]
    public async Task A_crashed_worker_is_a_diagnostic()
    {
        _project.Declare<FailsFast>("crash");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.False(result.Succeeded);
        Assert.Equal(("TANGO0203", "crash"), Assert.Single(result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Subject.Step))));
        Assert.Equal(StepState.Failed, Assert.Single(result.Steps).State);
    }

    [Fact]
    public async Task What_depends_on_a_step_that_took_its_worker_down_is_blocked()
    {
        _project.Declare<FailsFast>("crash").Declare<Pure>("next", "Value=ref:crash").Declare<Pure>("last", "Value=ref:next", "After=1");

        var events = new RecordedEvents();
        var result = await EngineBuild.RunAsync(_project.Request, events);

        Assert.Equal([StepState.Failed, StepState.Blocked, StepState.Blocked], result.Steps.Select(step => step.State));
        Assert.Equal([("next", "crash"), ("last", "crash")], events.Of<RunEvent.StepBlocked>().Select(blocked => (blocked.Step, blocked.BlockingStep)));
    }

    [Fact]
    public async Task A_run_record_that_cannot_be_written_is_a_warning()
    {
        _project.Declare<Constant>("one", "Value=1");
        var blocked = _project.Write("no-folder", "a file");

        var (result, _) = await _project.BuildAsync(_project.Request with { RunsDirectory = blocked });

        Assert.Equal(StepState.Ran, Assert.Single(result.Steps).State);
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal("TANGO0603", warning.Code);
        Assert.Contains($"'{blocked}'", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_cannot_be_written_is_an_error_with_a_solution()
    {
        _project.Declare<Constant>("one", "Value=1");
        var blocked = _project.Write("no-folder", "a file");

        var result = await EngineBuild.RunAsync(_project.Request with { StateDirectory = blocked }, new RecordedEvents());

        Assert.Equal("TANGO0602", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public async Task State_that_cannot_be_written_after_the_run_hides_no_result()
    {
        _project.Declare<Constant>("one", "Value=1");
        Directory.CreateDirectory(Path.Combine(_project.StateDirectory, "code.bin"));
        _project.Declare<Fails>("bad", "Message=no");
        Directory.CreateDirectory(Path.Combine(_project.StateDirectory, "history.bin"));

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal(["TANGO0201", "TANGO0602"], result.Diagnostics.Select(diagnostic => diagnostic.Code).Order());
        Assert.Equal([StepState.Ran, StepState.Failed], result.Steps.Select(step => step.State));
    }

    [Fact]
    public async Task Changes_since_a_run_without_an_entry_are_reported()
    {
        _project.Declare<Fails>("bad", "Message=no").Declare<Constant>("gone", "Value=1");
        await EngineBuild.RunAsync(_project.Request, new RecordedEvents());
        Directory.Delete(_project.EntryOf("gone"), recursive: true);
        var same = await TangoEngine.PlanAsync(_project.Request);
        _project.DeclareAnew().Declare<Fails>("bad", "Message=never").Declare<Constant>("gone", "Value=2");

        var changed = await TangoEngine.PlanAsync(_project.Request);
        File.WriteAllText(_project.PlanFile, "{");
        var forgotten = await TangoEngine.PlanAsync(_project.Request);

        Assert.Equal(["not completed last time", "result is no longer in the cache"], same.Steps.Select(step => step.ReasonText));
        Assert.Equal(["message: no → never", "value: 1 → 2"], changed.Steps.Select(step => step.ReasonText));
        Assert.Equal(["not completed last time", "result is no longer in the cache"], forgotten.Steps.Select(step => step.ReasonText));
    }

    [Fact]
    public async Task Errors_are_reported_and_nothing_starts()
    {
        _project.Declare<Plus>("sum", "Left=x").Declare<Plus>("other", "Left=ref:nobody");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        Assert.Equal(["TANGO0004", "TANGO0005"], result.Diagnostics.Select(diagnostic => diagnostic.Code).Order());
        Assert.Empty(result.Steps);
        Assert.False(File.Exists(_project.PlanFile));
    }

    [Fact]
    public async Task Planning_starts_nothing_and_writes_nothing()
    {
        Directory.Delete(_project.StateDirectory);
        _project.Declare<Constant>("one", "Value=1");

        var plan = await TangoEngine.PlanAsync(_project.Request with { Worker = null });

        Assert.Equal(PlannedAction.Run, Assert.Single(plan.Steps).Action);
        Assert.False(Directory.Exists(_project.StateDirectory));
        Assert.False(Directory.Exists(_project.Request.CacheDirectory));
    }

    [Fact]
    public async Task A_project_that_was_not_compiled_says_so()
    {
        File.Delete(_project.Assembly);

        var exception = await Assert.ThrowsAsync<TangoException>(() => TangoEngine.PlanAsync(_project.Request));

        Assert.Equal("TANGO0401", Assert.Single(exception.Diagnostics).Code);
    }

    [Fact]
    public async Task A_cancelled_build_is_cancelled_and_the_next_goes_on()
    {
        _project.Declare<Constant>("one", "Value=1", "ExportTo=one.json").Declare<WaitsForCancellation>("slow", "DependsOn=one");
        using var cancellation = new CancellationTokenSource();
        var events = new RecordedEvents();

        var run = EngineBuild.RunAsync(_project.Request, events, cancellation.Token);
        await events.When(e => e is RunEvent.StepLogged);
        await cancellation.CancelAsync();
        var result = await run;

        Assert.True(result.IsCancelled);
        Assert.False(result.Succeeded);
        Assert.Equal(["one", "slow"], result.Steps.Select(step => step.Name));
        Assert.Equal(
            [PlannedAction.Cached, PlannedAction.Run],
            (await TangoEngine.PlanAsync(_project.Request)).Steps.Select(step => step.Action));
    }

    [Fact]
    public async Task Each_build_that_did_something_leaves_a_record()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();
        await _project.BuildAsync();
        _project.Declare<Constant>("two", "Value=2");
        await _project.BuildAsync();

        var records = Directory.GetFiles(_project.Request.RunsDirectory!).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();

        Assert.Equal(2, records.Count);
        using var last = JsonDocument.Parse(records[1]);
        Assert.Equal(
            [("one", "cached"), ("two", "ran")],
            last.RootElement.GetProperty("steps").EnumerateArray().Select(step => (step.GetProperty("name").GetString()!, step.GetProperty("state").GetString()!)));
    }

    [Fact]
    public async Task A_run_can_be_followed_in_a_text_file()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.BuildAsync();

        var lines = (await File.ReadAllLinesAsync(Path.Combine(_project.StateDirectory, "run.log"))).Select(line => line["HH:mm:ss.fff  ".Length..]).ToList();

        Assert.StartsWith("run starts: 1 to run, 0 cached", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("one: ran in ", StringComparison.Ordinal));
        Assert.StartsWith("run ends: 1 ran, 0 failed, 0 blocked", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_project_in_another_folder_finds_its_results()
    {
        using var other = new EngineProject();
        foreach (var project in new[] { _project, other })
        {
            project.Write("data/a.txt", "A");
            project.Declare<ReadsTexts>("texts", "Paths=data/*.txt").Declare<Writes>("copy", "Text=ref:texts");
        }

        await _project.BuildAsync();
        var (result, events) = await other.BuildAsync(other.Request with { CacheDirectory = _project.Request.CacheDirectory });

        Assert.Empty(events.Completed);
        Assert.All(result.Steps, step => Assert.Equal(StepState.Cached, step.State));
    }

    [Fact]
    public async Task An_export_that_cannot_be_written_is_reported()
    {
        _project.Write("bin", "a file where a folder should be");
        _project.Declare<Writes>("out", "Text=x", "ExportTo=bin/out.txt");

        var result = await EngineBuild.RunAsync(_project.Request, new RecordedEvents());

        var failure = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0207", "out", "ExportTo"), (failure.Code, failure.Subject.Step, failure.Subject.Argument));
        Assert.False(_project.IsConfirmed());
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(5, 5)]
    [InlineData(1, 4)]
    public async Task Steps_take_the_processors_that_the_build_grants_but_at_least_half_and_give_them_back(int granted, int used)
    {
        _project.Declare<Constant>("one", "Value=1");
        var asked = new List<int>();
        var isBack = false;

        await _project.BuildAsync(_project.Request with
        {
            Options = new() { MaxParallelism = 7 },
            RequestProcessors = wanted =>
            {
                asked.Add(wanted);
                return new ProcessorShare(granted, () => isBack = true);
            },
        });

        Assert.Equal([7], asked);
        Assert.True(isBack);
        Assert.Contains($"\"maxParallelism\": {used}", File.ReadAllText(_project.PlanFile), StringComparison.Ordinal);
    }
}
