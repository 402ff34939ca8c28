using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.InCode;

/// <summary>What an observer throws ends the run, and fails no step.</summary>
public sealed class ThrowingObserverTests
{
    [Fact]
    public async Task The_run_is_cancelled_and_the_exception_thrown_once_its_steps_have_ended()
    {
        var (started, stopping, gate) = (Gate.Create(), Gate.Create(), Gate.Create());
        var observer = new Throwing(runEvent => runEvent is RunEvent.StepCompleted);
        var graph = StepGraph.Create(
            Step.Create<StopsLate>(new { started = started.Name, stopping = stopping.Name }, new() { Name = "slow" }),
            Step.Create<WaitsAtGate>(new { gate = gate.Name }, new() { Name = "other" }));

        var run = graph.RunAsync(new MemoryStepCache(), observer, new RunOptions { MaxParallelism = 2 });
        await started.Entered;
        gate.Open();
        await stopping.Entered;
        Assert.False(run.IsCompleted);
        stopping.Open();

        Assert.Same(observer.Exception, await Assert.ThrowsAsync<InvalidDataException>(() => run));
        Assert.Equal("other", Assert.IsType<RunEvent.StepCompleted>(observer.Events.All[^1]).Step);
    }

    [Fact]
    public async Task So_it_is_when_the_last_event_is_the_one()
    {
        var observer = new Throwing(runEvent => runEvent is RunEvent.RunFinished);
        var cache = new MemoryStepCache();
        var step = Step.Create<Number>(new { value = 1 });

        Assert.Same(observer.Exception, await Assert.ThrowsAsync<InvalidDataException>(() => StepGraph.Create(step).RunAsync(cache, observer)));
        Assert.True(cache.Contains(step.UniqueId));
    }

    private sealed class Throwing(Func<RunEvent, bool> at) : IRunObserver
    {
        public RecordedEvents Events { get; } = new();

        public InvalidDataException Exception { get; } = new("no");

        public void OnEvent(RunEvent runEvent)
        {
            Events.OnEvent(runEvent);
            if (at(runEvent))
                throw Exception;
        }
    }
}
