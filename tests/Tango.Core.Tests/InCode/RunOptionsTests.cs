using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Runs;

namespace Tango.Core.Tests.InCode;

public sealed class RunOptionsTests
{
    private readonly RecordedEvents _events = new();

    [Theory]
    [InlineData(3, 1, null)]
    [InlineData(3, 3, 1)]
    [InlineData(3, 6, 2)]
    [InlineData(3, 0, 0)]
    public async Task Steps_run_side_by_side_as_far_as_there_is_room(int processors, int gpus, int? each)
    {
        var options = new RunOptions { MaxParallelism = processors, Gpus = gpus };
        var gates = Enumerable.Range(0, 3).Select(_ => Gate.Create()).ToList();
        var steps = gates.Select(gate => Step.Create<WaitsAtGate>(new { gate = gate.Name }, new StepOptions { Gpus = each }));

        var run = StepGraph.Create(steps).RunAsync(new MemoryStepCache(), _events, options);
        await Task.WhenAll(gates.Select(gate => gate.Entered));
        gates.ForEach(gate => gate.Open());
        await run;

        Assert.Equal(3, _events.Completed.Count());
    }

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 3, 2)]
    [InlineData(3, 0, 1)]
    public async Task Without_room_for_two_one_runs_after_the_other(int processors, int gpus, int? each)
    {
        var options = new RunOptions { MaxParallelism = processors, Gpus = gpus };
        var steps = Enumerable.Range(0, 6).Select(value => Step.Create<Number>(new { value }, new StepOptions { Gpus = each }));

        await StepGraph.Create(steps).RunAsync(new MemoryStepCache(), _events, options);

        var running = 0;
        foreach (var runEvent in _events.All)
        {
            running += runEvent switch { RunEvent.StepStarted => 1, RunEvent.StepCompleted => -1, _ => 0 };
            Assert.InRange(running, 0, 1);
        }

        Assert.Equal(6, _events.Completed.Count());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task After_a_failure_the_others_run_unless_they_are_not_to(bool keepGoing, int completed)
    {
        var bad = Step.Create<Failing>(new { counter = Runs.NewCounter(), failures = 1 });
        var free = Step.Create<Number>(new { value = 1 });

        await Assert.ThrowsAsync<TangoException>(() =>
            StepGraph.Create(bad, free).RunAsync(new MemoryStepCache(), _events, new RunOptions { MaxParallelism = 1, KeepGoing = keepGoing }));

        Assert.Equal(completed, _events.Completed.Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Limits_that_cannot_be_are_refused(int number)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunOptions { MaxParallelism = number });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunOptions { Gpus = number - 1 });
    }
}
