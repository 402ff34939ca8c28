using Tango.Caching;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.Execution;

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
        StepCache CacheOfOneRun() => inMemory ? memory : new DirectoryStepCache(_project.Cache.Path);
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
        var secondRun = _project.RunAsync(plan, second, new DirectoryStepCache(_project.Cache.Path), cancellation.Token);
        await second.When(e => e is RunEvent.StepWaiting);
        await cancellation.CancelAsync();
        await secondRun;
        gate.Open();
        await firstRun;

        Assert.Empty(second.Failed);
        Assert.True(Assert.Single(second.Of<RunEvent.RunFinished>()).Cancelled);
    }

    [Fact]
    public async Task An_entry_deleted_since_the_plan_was_made_is_lost_and_who_takes_it_is_postponed()
    {
        _project.Declare<Constant>("one", "Value=1");
        await _project.RunAsync();
        _project.Declare<Plus>("sum", "Left=ref:one").Declare<Constant>("beside", "Value=3");
        var plan = _project.ExecutionPlan();
        var (id, events) = (_project.UniqueId("one"), new RecordedEvents());
        Directory.Delete(_project.Cache.PathForStep(id), recursive: true);

        await _project.RunAsync(plan, events);

        Assert.Equal(new RunEvent.EntryLost("one", id, null), Assert.Single(events.Of<RunEvent.EntryLost>()));
        Assert.Empty(events.Failed);
        Assert.Empty(events.Blocked);
        Assert.Equal(["beside"], events.Completed);
    }

    [Fact]
    public async Task An_entry_damaged_since_the_plan_was_made_is_lost_and_set_aside()
    {
        _project.Declare<Writes>("text", "Text=hello");
        await _project.RunAsync();
        _project.Declare<Writes>("copy", "Text=ref:text");
        var plan = _project.ExecutionPlan();
        var id = _project.UniqueId("text");
        await File.WriteAllTextAsync(Path.Combine(_project.Cache.PathForStep(id), "result.txt"), "HELLO");
        var events = new RecordedEvents();

        await _project.RunAsync(plan, events);

        var lost = Assert.Single(events.Of<RunEvent.EntryLost>());
        Assert.Equal(("text", id), (lost.Step, lost.UniqueId));
        Assert.StartsWith("result.txt has another content than was stored", lost.Damage, StringComparison.Ordinal);
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
