using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>What a worker tells of the processor time and the memory of steps.</summary>
[Trait("Speed", "Slow")]
public sealed class MeasuredStepTests : IDisposable
{
    private const long Megabyte = 1 << 20;

    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_step_that_runs_alone_is_measured_also_if_it_fails()
    {
        _project.Declare<TakesMemory>("large", "Megabytes=300").Declare<TakesMemory>("fails", "Megabytes=200", "Fails=true", "DependsOn=large");

        await RunAsync();

        var large = _events.Of<RunEvent.StepCompleted>().Single();
        var failed = _events.Of<RunEvent.StepFailed>().Single();
        Assert.All([large.CpuTime, failed.CpuTime], time => Assert.True(time > TimeSpan.Zero));
        if (OperatingSystem.IsLinux())
            Assert.All([large.PeakMemory!.Value / Megabyte, failed.PeakMemory!.Value / Megabyte], size => Assert.InRange(size, 200, 1_000));
        else
            Assert.Null(large.PeakMemory);
    }

    [Fact]
    public async Task Steps_that_run_at_once_and_those_that_do_not_run_have_no_numbers()
    {
        _project.Declare<MeetsAnother>("a", "Number=1").Declare<MeetsAnother>("b", "Number=2").Declare<TakesMemory>("c", "Megabytes=1", "DependsOn=a;b").Declare<TakesMemory>("d", "Megabytes=1", "DependsOn=c");

        await RunAsync();

        var ends = _events.Of<RunEvent.StepCompleted>().ToDictionary(end => end.Step);
        Assert.Equal(((TimeSpan?)null, (TimeSpan?)null, (TimeSpan?)null), (ends["a"].CpuTime, ends["b"].CpuTime, ends["d"].CpuTime));
        Assert.Equal((null, null, null), (ends["a"].PeakMemory, ends["b"].PeakMemory, ends["d"].PeakMemory));
        Assert.NotNull(ends["c"].CpuTime);
    }

    [Fact]
    public async Task After_a_step_that_goes_on_running_nothing_is_alone()
    {
        _project.Declare<NeverEnds>("endless", "Timeout=0:0:0.1").Declare<TakesMemory>("other", "Megabytes=1", "DependsOn=first").Declare<TakesMemory>("first", "Megabytes=1", "Seed=1");
        var plan = TestWorker.PlanOf(_project);

        // The one that takes longest starts first.
        await RunAsync(plan with
        {
            Options = plan.Options with { MaxParallelism = 1 },
            Steps = [.. plan.Steps.Select(step => step with { LastDuration = step.Name == "endless" ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(1) })],
        });

        Assert.Null(_events.Of<RunEvent.StepFailed>().Single().CpuTime);
        Assert.All(_events.Of<RunEvent.StepCompleted>(), end => Assert.Null(end.CpuTime));
    }

    [Theory]
    [InlineData("dd if=/dev/zero of=/dev/null bs=400M count=1", true)]
    [InlineData("(dd if=/dev/zero of=/dev/null bs=400M count=1) | cat", true)]
    [InlineData("sh -c 'sh -c \"dd if=/dev/zero of=/dev/null bs=400M count=1; true\"; true'; true", true)]
    [InlineData("dd if=/dev/zero of=/dev/null bs=400M count=1; exit 3", true)]
    [InlineData("true", false)]
    public async Task A_command_is_measured_with_the_processes_that_it_waited_for(string run, bool isLarge)
    {
        if (!OperatingSystem.IsLinux())
            return;

        _project.DeclareCommand("command", run);

        await RunAsync();

        var (time, peak) = EndOf("command");
        Assert.True(time >= TimeSpan.Zero);
        if (isLarge)
            Assert.InRange(peak!.Value / Megabyte, 400, 500);
        else
            Assert.Null(peak);
    }

    [Fact]
    public async Task The_time_of_a_program_that_a_step_starts_is_its_time()
    {
        if (!OperatingSystem.IsLinux())
            return;

        const string Work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        _project.DeclareCommand("command", Work).Declare<StartsProgram>("step", $"Script={Work}", "DependsOn=command").Declare<StartsProgram>("none", "Script=true", "DependsOn=step");

        await RunAsync();

        Assert.True(EndOf("command").CpuTime > EndOf("none").CpuTime);
        Assert.True(EndOf("step").CpuTime > EndOf("none").CpuTime);
    }

    [ShFact]
    public async Task A_command_that_was_ended_has_no_numbers()
    {
        _project.DeclareCommand("endless", "sleep 1000 & wait", "Timeout=0:0:0.1").DeclareCommand("missing", "exit 1", "Shell=bash", "WorkingDirectory=none");

        await RunAsync();

        Assert.Equal(2, _events.Failed.Count());
        Assert.All(_events.Of<RunEvent.StepFailed>(), end => Assert.Equal((null, null), (end.CpuTime, end.PeakMemory)));
    }

    private (TimeSpan? CpuTime, long? PeakMemory) EndOf(string name) => _events.All
        .Select(end => end switch
        {
            RunEvent.StepCompleted e when e.Step == name => (e.CpuTime, e.PeakMemory),
            RunEvent.StepFailed e when e.Step == name => (e.CpuTime, e.PeakMemory),
            _ => ((TimeSpan?, long?)?)null,
        })
        .Single(end => end is not null)!.Value;

    private Task RunAsync() => RunAsync(TestWorker.PlanOf(_project));

    private async Task RunAsync(ExecutionPlan plan)
    {
        var file = Path.Combine(_project.StateDirectory, "plan.json");
        ExecutionPlanFile.Write(file, plan);
        await new WorkerProcess(TestWorker.Settings, _events).RunAsync(plan, file, CancellationToken.None);
    }
}
