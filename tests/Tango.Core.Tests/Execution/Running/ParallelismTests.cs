using Tango.Core.Tests.Execution.Steps;
using Tango.Execution;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

public sealed class ParallelismTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Independent_steps_run_side_by_side()
    {
        var gates = DeclareWaiting(3);

        var run = _project.RunAsync(_project.ExecutionPlan() with { Options = new() { MaxParallelism = 3 } }, _events);
        await Task.WhenAll(gates.Select(gate => gate.Entered));
        gates.ForEach(gate => gate.Open());
        await run;

        Assert.Equal(3, _events.Completed.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Never_more_run_at_once_than_may(int limit)
    {
        for (var index = 0; index < 12; index++)
            _project.Declare<Pure>($"s{index}", $"Value={index}");

        await _project.RunAsync(_project.ExecutionPlan() with { Options = new() { MaxParallelism = limit } }, _events);

        Assert.InRange(MostAtOnce(), 1, limit);
        Assert.Equal(12, _events.Completed.Count());
    }

    [Fact]
    public void A_step_takes_as_many_processors_as_it_says()
    {
        var schedule = ScheduleOf(4, ("big", 3), ("two", 2), ("one", 1));

        Assert.Equal(["big", "one"], StartAll(schedule));
    }

    [Fact]
    public void A_step_that_wants_more_processors_than_there_are_runs_alone()
    {
        var schedule = ScheduleOf(2, ("huge", 8), ("small", 1));

        var huge = schedule.TryStart()!;
        Assert.Equal("huge", huge.Name);
        Assert.Null(schedule.TryStart());

        schedule.End(huge, StepCompletion.Completed);
        Assert.Equal("small", schedule.TryStart()!.Name);
    }

    [Fact]
    public void Memory_is_counted_against_what_the_machine_has()
    {
        var all = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        _project
            .Declare<Pure>("a", "Value=1", $"Memory={all / 2}")
            .Declare<Pure>("b", "Value=2", $"Memory={all}")
            .Declare<Pure>("c", "Value=3");

        Assert.Equal(["a", "c"], StartAll(new Schedule(_project.ExecutionPlan())));
    }

    [Fact]
    public void Graphics_processors_are_counted_against_those_that_steps_share()
    {
        _project
            .Declare<Pure>("a", "Value=1", "Gpus=1")
            .Declare<Pure>("b", "Value=2", "Gpus=2")
            .Declare<Pure>("c", "Value=3", "Gpus=1")
            .Declare<Pure>("d", "Value=4");

        Assert.Equal(["a", "d"], StartAll(new Schedule(_project.ExecutionPlan() with { Options = new() { MaxParallelism = 8, Gpus = 1 } })));
        Assert.Equal(["a", "c", "d"], StartAll(new Schedule(_project.ExecutionPlan() with { Options = new() { MaxParallelism = 8, Gpus = 2 } })));
    }

    // With a look at every waiting step for each that ends, this would be five thousand million looks.
    [Fact]
    public void A_hundred_thousand_waiting_steps_are_started_one_by_one()
    {
        const int Count = 100_000;
        var schedule = ScheduleOf(1, [.. Enumerable.Range(0, Count).Select(index => ($"s{index}", 1))]);

        for (var index = 0; index < Count; index++)
        {
            var step = schedule.TryStart()!;
            Assert.Null(schedule.TryStart());
            schedule.End(step, StepCompletion.Completed);
        }

        Assert.Equal(Count, schedule.CompletedCount);
    }

    private List<Gate> DeclareWaiting(int count)
    {
        var gates = Enumerable.Range(0, count).Select(_ => Gate.Create()).ToList();
        for (var index = 0; index < count; index++)
            _project.Declare<WaitsAtGate>($"s{index}", "Gate=" + gates[index].Name);

        return gates;
    }

    private int MostAtOnce()
    {
        var (now, max) = (0, 0);
        foreach (var e in _events.All)
        {
            now += e switch { RunEvent.StepStarted => 1, RunEvent.StepCompleted => -1, _ => 0 };
            max = Math.Max(max, now);
        }

        return max;
    }

    private static List<string> StartAll(Schedule schedule)
    {
        var started = new List<string>();
        while (schedule.TryStart() is { } step)
            started.Add(step.Name);

        return started;
    }

    private static Schedule ScheduleOf(int processors, params (string Name, int Cpus)[] steps) => new(new ExecutionPlan
    {
        ToolVersion = "1.2.3",
        Options = new() { MaxParallelism = processors },
        Steps = [.. steps.Select(step => new ExecutionStep
        {
            Name = step.Name,
            UniqueId = step.Name,
            Method = new StepMethod("A", "T", "Run"),
            Type = "T",
            Format = "json",
            Options = new StepOptions { Cpus = step.Cpus },
        })],
    });
}
