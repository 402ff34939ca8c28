using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Results;

/// <summary>What others may do to the cache while a run is under way.</summary>
public sealed class SharedCacheTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_runs_that_want_one_result_make_it_once(bool inMemory)
    {
        var gate = Gate.Create();
        _project.Declare<WaitsAtGate>("slow", "Gate=" + gate.Name, "Value=5");
        var memory = new MemoryStepCache();
        StepCache CacheOfOneRun() => inMemory ? memory : new DirectoryStepCache(_project.Cache.DirectoryPath);
        var plan = _project.ExecutionPlan();
        var (first, second) = (new RecordedEvents(), new RecordedEvents());

        var firstRun = _project.RunAsync(plan, first, CacheOfOneRun());
        await gate.Entered;
        var secondRun = _project.RunAsync(plan, second, CacheOfOneRun());
        await second.When(e => e is RunEvent.StepWaiting);
        gate.Open();
        await Task.WhenAll(firstRun, secondRun);

        Assert.Equal(StepState.Ran, Assert.Single(first.Of<RunEvent.StepCompleted>()).State);
        Assert.Equal(StepState.Cached, Assert.Single(second.Of<RunEvent.StepCompleted>()).State);
        Assert.Empty(second.Of<RunEvent.StepStarted>());
    }

    [Fact]
    public async Task A_run_that_waits_for_another_can_be_cancelled()
    {
        var gate = Gate.Create();
        _project.Declare<WaitsAtGate>("slow", "Gate=" + gate.Name);
        var plan = _project.ExecutionPlan();
        using var cancellation = new CancellationTokenSource();
        var second = new RecordedEvents();

        var firstRun = _project.RunAsync(plan, new RecordedEvents());
        await gate.Entered;
        var secondRun = _project.RunAsync(plan, second, new DirectoryStepCache(_project.Cache.DirectoryPath), cancellation.Token);
        await second.When(e => e is RunEvent.StepWaiting);
        await cancellation.CancelAsync();
        await secondRun;
        gate.Open();
        await firstRun;

        Assert.Empty(second.Failed);
        Assert.True(Assert.Single(second.Of<RunEvent.RunFinished>()).IsCancelled);
    }

    [Fact]
    public async Task An_entry_deleted_after_planning_is_missing_and_its_consumer_waits()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.RunAsync();
        _project.Declare<Plus>("sum", "Left=ref:one").Declare<Constant>("beside", "Value=3");
        var plan = _project.ExecutionPlan();
        var (id, events) = (_project.UniqueId("one"), new RecordedEvents());
        Directory.Delete(_project.Cache.PathForStep(id), recursive: true);

        await _project.RunAsync(plan, events);

        Assert.Equal(new RunEvent.EntryMissing { Step = "one", UniqueId = id }, Assert.Single(events.Of<RunEvent.EntryMissing>()));
        Assert.Empty(events.Failed);
        Assert.Empty(events.Blocked);
        Assert.Equal(["beside"], events.Completed);
    }

    [Fact]
    public async Task An_entry_corrupted_after_planning_is_quarantined()
    {
        _project.Declare<Writes>("text", "Text=hello");
        await _project.RunAsync();
        _project.Declare<Writes>("copy", "Text=ref:text");
        var plan = _project.ExecutionPlan();
        var id = _project.UniqueId("text");
        Caching.Entry.Overwrite(Path.Combine(_project.Cache.PathForStep(id), "result.txt"), "HELLO");
        var events = new RecordedEvents();

        await _project.RunAsync(plan, events);

        var lost = Assert.Single(events.Of<RunEvent.EntryMissing>());
        Assert.Equal(("text", id), (lost.Step, lost.UniqueId));
        Assert.StartsWith("result.txt has different content", lost.Corruption, StringComparison.Ordinal);
        Assert.False(_project.Cache.Contains(id));
    }

    [Fact]
    public async Task A_forced_step_runs_again_and_replaces_its_result()
    {
        var counter = Counter.NewName();
        _project.Declare<Pure>("a", "Counter=" + counter);
        await _project.RunAsync();

        var events = await _project.RunAsync(new Tango.Planning.PlanOptions { Force = ["a"] });

        Assert.Equal(StepState.Ran, Assert.Single(events.Of<RunEvent.StepCompleted>()).State);
        Assert.Equal(2, Counter.Of(counter));
        Assert.True(_project.Cache.Contains(_project.UniqueId("a")));
    }
}
