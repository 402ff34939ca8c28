using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Results;

/// <summary>Steps that change what they are given, and what finds them.</summary>
public sealed class InputCheckTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_step_that_modifies_an_object_is_named_with_parameter_and_source()
    {
        _project.Declare<GivesChangeable>("source", "Value=7").Declare<Spoils>("spoiler", "Test=t", "Given=ref:source");

        var failed = Assert.Single((await CheckedRunAsync()).Of<RunEvent.StepFailed>());

        Assert.Equal(("spoiler", "TANGO0212"), (failed.Step, failed.Code));
        Assert.All(["'spoiler'", "'given'", "'source'"], name => Assert.Contains(name, failed.Message, StringComparison.Ordinal));
        Assert.False(_project.Cache.Contains(_project.UniqueId("spoiler")));
    }

    [Fact]
    public async Task A_list_that_is_sorted_in_place_is_found()
    {
        _project.Declare<CountTo>("numbers", "Count=3").Declare<SortsItsList>("sort", "Numbers=ref:numbers");

        Assert.Equal(["sort"], (await CheckedRunAsync()).Failed);
    }

    [Fact]
    public async Task A_result_that_is_not_stored_is_watched_as_well()
    {
        _project.Declare<GivesChangeable>("source", "Value=7", "CacheResults=false").Declare<Spoils>("spoiler", "Test=t", "Given=ref:source");

        Assert.Equal(["spoiler"], (await CheckedRunAsync()).Failed);
    }

    [Fact]
    public async Task A_sequence_that_modifies_its_input_is_found_before_it_is_stored()
    {
        _project.Declare<GivesChangeable>("source", "Value=7").Declare<SpoilsLate>("late", "Given=ref:source");

        Assert.Equal(["late"], (await CheckedRunAsync()).Failed);
        Assert.False(_project.Cache.Contains(_project.UniqueId("late")));
    }

    [Fact]
    public async Task Writing_to_a_stored_file_is_found()
    {
        _project.Declare<GivesFile>("file", "Content=text").Declare<WritesToItsFile>("writer", "File=ref:file");

        Assert.Equal(["writer"], (await CheckedRunAsync()).Failed);
    }

    [Fact]
    public async Task Steps_that_only_read_pass()
    {
        _project.Declare<GivesChangeable>("source", "Value=7").Declare<CountTo>("numbers", "Count=3");
        _project.Declare<Streams>("stream", "Count=4").Declare<GivesFile>("file", "Content=text");
        _project.Declare<OnlyReads>("reader", "Given=ref:source", "Numbers=ref:numbers", "Stream=ref:stream", "File=ref:file");

        Assert.Empty((await CheckedRunAsync()).Of<RunEvent.StepFailed>().Select(failed => failed.Message));
    }

    [Fact]
    public async Task What_no_format_carries_cannot_be_checked_and_the_log_says_so()
    {
        _project.Declare<GivesAction>("source").Declare<TakesAction>("taker", "Test=t", "Given=ref:source", "CacheResults=true");
        var plan = _project.ExecutionPlan() with { Options = new() { CheckInputs = true }, ScratchDirectory = _project.PathOf("scratch") };

        var events = new RecordedEvents();
        await _project.RunAsync(plan, events);

        Assert.Empty(events.Failed);
        var log = events.Of<RunEvent.StepStarted>().Single(started => started.Step == "taker").LogPath!;
        Assert.Contains("whether it changes the result of 'source' cannot be checked", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_are_checked_only_on_request()
    {
        _project.Declare<GivesChangeable>("source", "Value=7").Declare<Spoils>("spoiler", "Test=t", "Given=ref:source");

        Assert.Empty((await _project.RunAsync()).Failed);
    }

    [Fact]
    public async Task A_graph_in_code_is_asked_for_it()
    {
        var source = Step.Create<GivesChangeable>(new { value = 7 });
        var spoiler = Step.Create<Spoils>(new { test = "t", given = source }, new StepOptions { Name = "spoiler" });

        var exception = await Assert.ThrowsAsync<TangoException>(() => StepGraph.Create(spoiler).RunAsync(_project.Cache, options: new RunOptions { CheckInputs = true }));

        Assert.Equal("TANGO0212", Assert.Single(exception.Diagnostics).Code);
    }

    private async Task<RecordedEvents> CheckedRunAsync()
    {
        var events = new RecordedEvents();
        await _project.RunAsync(_project.ExecutionPlan() with { Options = new() { CheckInputs = true } }, events);
        return events;
    }
}
