using Tango.Caching.Remote;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Engine;
using Tango.Graph.Projects;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Core.Tests.Engine;

/// <summary>Two projects, each with a cache of its own, one of which takes results of the other.</summary>
[Trait("Speed", "Slow")]
public sealed class ReferencedProjectTests : IDisposable
{
    private readonly EngineProject _data = new();
    private readonly EngineProject _app = new();

    public ReferencedProjectTests()
    {
        _data.Declare<CountTo>("numbers", "Count=4").Declare<SplitLast>("split", "Numbers=ref:numbers").Declare<Constant>("idle", "Value=1", "OnlyIfNeeded=true");
        _app.Declare<Total>("sum", "Numbers=ref:project/split.Train");
    }

    private PipelineRequest Request => _app.Request with { ReferencedPipelines = [Told] };

    private ReferencedPipeline Told => ReferencedPipelineFile.Read(Path.Combine(_data.StateDirectory, "pipeline.bin"))!;

    public void Dispose()
    {
        _data.Dispose();
        _app.Dispose();
    }

    [Fact]
    public async Task A_result_is_read_from_the_cache_of_the_other_and_nothing_of_it_runs_here()
    {
        await _data.BuildAsync();

        var (result, events) = await _app.BuildAsync(Request);

        Assert.Equal(["sum"], events.Completed);
        Assert.Equal(["sum"], result.Steps.Select(step => step.Name));
        Assert.Equal([result.Steps[0].UniqueId], Directory.GetDirectories(Request.CacheDirectory).Select(Path.GetFileName).Where(name => name![0] != '.'));
        Assert.Equal(6L, (await new DirectoryStepCache(Request.CacheDirectory).TryGetAsync(result.Steps[0].UniqueId, typeof(long))).Value);
    }

    [Fact]
    public async Task A_result_whose_entry_cannot_be_used_is_read_from_where_the_other_put_it()
    {
        await _data.BuildAsync();
        Caching.Entry.Reseal(_data.EntryOf("split"), "\"schemaVersion\": 1", "\"schemaVersion\": 2");
        await _data.BuildAsync();

        var (result, events) = await _app.BuildAsync(Request);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["sum"], events.Completed);
        Assert.Equal(6L, (await new DirectoryStepCache(Request.CacheDirectory).TryGetAsync(result.Steps[0].UniqueId, typeof(long))).Value);
    }

    [Fact]
    public async Task A_step_runs_no_more_if_the_result_of_the_other_project_has_not_changed()
    {
        _data.DeclareAnew().Declare<Halved>("above", "Number=4");
        _app.DeclareAnew().Declare<Plus>("below", "Left=ref:project/above", "Right=1");
        await _data.BuildAsync();
        await _app.BuildAsync(Request);
        _data.DeclareAnew().Declare<Halved>("above", "Number=5");
        await _data.BuildAsync();

        var (result, events) = await _app.BuildAsync(Request);

        Assert.Empty(events.Of<RunEvent.StepStarted>());
        Assert.Equal("below", Assert.Single(events.Of<RunEvent.StepCompleted>(), completed => completed.TakenFrom is not null).Step);
        Assert.Equal(3, (await new DirectoryStepCache(Request.CacheDirectory).TryGetAsync(result.Steps[0].UniqueId, typeof(int))).Value);
    }

    [Fact]
    public async Task A_result_of_the_other_project_is_fetched_into_its_cache_when_needed()
    {
        using var store = new TemporaryDirectory();
        var remote = new RemoteCacheSettings(store.Path);
        _data.DeclareAnew().Declare<CountTo>("numbers", "Count=4", "OnlyIfNeeded=true").Declare<SplitLast>("split", "Numbers=ref:numbers");
        await _data.BuildAsync(_data.Request with { RemoteCache = remote });
        _app.DeclareAnew().Declare<Total>("sum", "Numbers=ref:project/numbers");
        await _app.BuildAsync(Request with { RemoteCache = remote });
        foreach (var project in new[] { _data, _app })
        {
            Directory.Delete(project.StateDirectory, recursive: true);
            Directory.Delete(project.Request.CacheDirectory, recursive: true);
        }

        // Another machine: what is taken from the remote cache needs nothing of the other project.
        await _data.BuildAsync(_data.Request with { RemoteCache = remote });
        var (taken, _) = await _app.BuildAsync(Request with { RemoteCache = remote });
        Assert.Equal(StepState.Cached, Assert.Single(taken.Steps).State);
        Assert.False(Directory.Exists(_data.EntryOf("numbers")));

        _app.Declare<Total>("again", "Numbers=ref:project/numbers", "CacheResults=false");
        var plan = await TangoEngine.PlanAsync(Request with { RemoteCache = remote });
        var (ran, events) = await _app.BuildAsync(Request with { RemoteCache = remote });
        Assert.Equal(PlannedAction.Run, plan.Steps.Single(step => step.Node.Name == "again").Action);
        Assert.Equal(["again"], events.Completed);
        Assert.Equal("project/numbers", Assert.Single(events.Of<RunEvent.StepFetched>()).Step);
        Assert.True(Directory.Exists(_data.EntryOf("numbers")));
    }

    [Fact]
    public async Task The_next_build_ends_early_until_a_result_of_the_other_is_another()
    {
        await _data.BuildAsync();
        await _app.BuildAsync(Request);

        // The other project's steps are cached by now, which tells this one nothing new.
        await _data.BuildAsync();
        Assert.True(_app.IsConfirmed(Request));

        await _data.DeclareAnew().Declare<CountTo>("numbers", "Count=5").Declare<SplitLast>("split", "Numbers=ref:numbers").BuildAsync();
        Assert.False(_app.IsConfirmed(Request));
        var (result, _) = await _app.BuildAsync(Request);
        Assert.Equal("project/split.Train changed", Assert.Single(result.Steps).Reason);
    }

    [Fact]
    public async Task The_other_s_record_is_part_of_being_up_to_date()
    {
        await _data.BuildAsync();
        Assert.True(_data.IsConfirmed());

        File.Delete(Path.Combine(_data.StateDirectory, "pipeline.bin"));

        Assert.False(_data.IsConfirmed());
    }

    [Fact]
    public async Task A_plan_of_the_other_says_what_will_be_there()
    {
        var planned = TangoEngine.Describe(_data.Request, await TangoEngine.PlanAsync(_data.Request));

        var plan = await TangoEngine.PlanAsync(_app.Request with { ReferencedPipelines = [planned] });

        Assert.Equal([ReferencedState.Planned, ReferencedState.Planned, ReferencedState.NotNeeded], planned.Steps.Select(step => step.State));
        Assert.Equal(("sum", PlannedAction.Run), (Assert.Single(plan.Steps).Node.Name, plan.Steps[0].Action));
    }

    [Fact]
    public async Task A_result_that_was_not_needed_there_is_missing()
    {
        await _data.BuildAsync();
        _app.DeclareAnew().Declare<Plus>("sum", "Left=ref:project/idle");

        await AssertMissingAsync("no step of 'project' that is asked for needs it. Set OnlyIfNeeded=\"false\" on it, or add it to TangoSteps.");
    }

    [Fact]
    public async Task What_failed_there_is_not_there()
    {
        _data.DeclareAnew().Declare<Fails>("split", "Message=no");
        await EngineBuild.RunAsync(_data.Request, new RecordedEvents());
        _app.DeclareAnew().Declare<Pure>("sum", "Value=ref:project/split");

        await AssertMissingAsync("it failed or did not run there. Build 'project'.");
    }

    [Fact]
    public async Task What_was_removed_since_is_missed_only_by_who_needs_it()
    {
        await _data.BuildAsync();
        await _app.BuildAsync(Request);
        Directory.Delete(_data.EntryOf("split"), recursive: true);
        Assert.True(_app.IsConfirmed(Request));

        _app.DeclareAnew().Declare<Total>("sum", "Numbers=ref:project/split.Test");

        await AssertMissingAsync($"it was removed from the cache '{_data.Request.CacheDirectory}'. Build 'project' again.");
    }

    [Fact]
    public async Task A_corrupt_result_is_an_error_with_its_project()
    {
        await _data.BuildAsync();
        var file = Directory.GetFiles(_data.EntryOf("split"), "result*").Single();
        File.WriteAllText(file, "damage");

        var result = await EngineBuild.RunAsync(Request, new RecordedEvents());

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0413", "sum", "numbers"), (error.Code, error.Subject.Step, error.Subject.Argument));
        Assert.Contains("its cache entry was corrupt", error.Message, StringComparison.Ordinal);
        Assert.Contains("Build 'project' again.", error.Message, StringComparison.Ordinal);
    }

    // Selecting and forcing are about this project's own steps.
    [Fact]
    public async Task Patterns_match_no_step_of_the_other()
    {
        await _data.BuildAsync();

        var result = await EngineBuild.RunAsync(Request with { Force = ["*split*"] }, new RecordedEvents());

        Assert.Equal("TANGO0016", Assert.Single(result.Diagnostics).Code);
    }

    private async Task AssertMissingAsync(string why)
    {
        var result = await EngineBuild.RunAsync(Request, new RecordedEvents());

        var error = Assert.Single(result.Diagnostics);
        Assert.Equal(("TANGO0413", "sum"), (error.Code, error.Subject.Step));
        Assert.EndsWith(why, error.Message, StringComparison.Ordinal);
        Assert.False(_app.IsConfirmed(Request));
    }
}
