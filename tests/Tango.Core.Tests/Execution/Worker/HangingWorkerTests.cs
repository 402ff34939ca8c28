using Tango.Core.Tests.Execution.Steps;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Worker;

/// <summary>What a step leaves in its process holds no build.</summary>
[Trait("Speed", "Slow")]
public sealed class HangingWorkerTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_thread_that_a_step_leaves_holds_no_build()
    {
        _project.Declare<LeavesThread>("step");

        Assert.Empty(await RunAsync(TestWorker.Settings));

        Assert.Equal(["step"], _events.Completed);
    }

    [Fact]
    public async Task A_deadlock_of_an_initializer_ends_with_the_timeout()
    {
        _project.Declare<WaitsForItsOwnInitializer>("step", "Timeout=00:00:00.01");

        Assert.Empty(await RunAsync(TestWorker.Settings));

        Assert.Equal("TANGO0205", Assert.Single(_events.Of<RunEvent.StepFailed>()).Code);
    }

    [Fact]
    public async Task A_worker_that_does_not_exit_is_killed_with_a_warning()
    {
        _project.Declare<HoldsTheExit>("step");

        var warning = Assert.Single(await RunAsync(TestWorker.Settings with { EndGrace = TimeSpan.FromMilliseconds(100) }));

        Assert.Equal(("TANGO0220", false), (warning.Code, warning.IsError));
        Assert.Equal(["step"], _events.Completed);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("0;1;2")]
    public async Task Closed_standard_streams_disturb_nothing(string descriptors)
    {
        if (OperatingSystem.IsWindows())
            return; // There are no descriptors that a step could close by number.

        _project.Declare<ClosesDescriptors>("step", "Descriptors=" + descriptors);

        Assert.Empty(await RunAsync(TestWorker.Settings));

        Assert.Equal(["step"], _events.Completed);
        Assert.Equal(["closed", "still here"], _events.Of<RunEvent.StepLogged>().Select(logged => logged.Text));
    }

    [Fact]
    public async Task A_worker_that_was_stopped_by_a_signal_is_an_error()
    {
        if (!OperatingSystem.IsLinux())
            return;

        _project.Declare<StopsItsProcess>("step").Declare<Constant>("other", "Value=1", "DependsOn=step").Declare<Constant>("beside", "Value=2");

        Assert.Empty(await RunAsync(TestWorker.Settings with { StopCheckInterval = TimeSpan.FromMilliseconds(1) }));

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal(("step", "TANGO0203"), (failed.Step, failed.Code));
        Assert.Contains("was stopped by a signal while running 'step' and did not continue", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TTTTTTTTTT", 1)]
    [InlineData("SSTTTTTTTTTTTTTT", 1)]
    [InlineData("TTTTTTTTTSTTTTTTTTT", 0)]
    [InlineData("tttttttttttttttt", 0)]
    [InlineData("RSDZXRSDZXRSDZX", 0)]
    [InlineData("TTTTT TTTTT", 0)]
    public void Only_a_worker_that_is_found_stopped_every_time_counts(string states, int expected)
    {
        var (looks, stops) = (0, 0);
        var watch = new StoppedProcessWatch(() => states[looks++] is var state and not ' ' ? state : null, () => stops++);

        foreach (var _ in states)
            watch.Look();

        Assert.Equal(expected, stops);
    }

    private Task<IReadOnlyList<Diagnostic>> RunAsync(WorkerSettings settings)
    {
        var file = Path.Combine(_project.StateDirectory, "plan.json");
        return new WorkerRuns(settings, _events, TestWorker.PlanOf(_project), file, part => ExecutionPlanFile.Write(file, part)).RunAsync(CancellationToken.None).WaitAsync(TestLimits.Hang);
    }
}
