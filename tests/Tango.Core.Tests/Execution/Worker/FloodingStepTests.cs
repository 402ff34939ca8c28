using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Worker;

/// <summary>A worker with little memory survives a step that says more than that, and the build keeps little of it.</summary>
[Trait("Speed", "Slow")]
public sealed class FloodingStepTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(FloodKind.Console, 300)]
    [InlineData(FloodKind.ConsoleLines, 150)]
    [InlineData(FloodKind.Logger, 300)]
    [InlineData(FloodKind.Output, 2000)]
    [InlineData(FloodKind.OutputLines, 200)]
    [InlineData(FloodKind.Error, 200)]
    public async Task It_completes_and_little_of_it_is_kept(FloodKind kind, int megabytes)
    {
        _project.Declare<Floods>("step", $"Kind={kind}", $"Megabytes={megabytes}");
        var file = Path.Combine(_project.StateDirectory, "plan.json");

        var workers = new WorkerRuns(TestWorker.WithLittleMemory(_project), _events, TestWorker.PlanOf(_project), file, part => ExecutionPlanFile.Write(file, part));

        Assert.Empty(await workers.RunAsync(CancellationToken.None).WaitAsync(TestLimits.Hang));

        Assert.Equal(["step"], _events.Completed);
        var said = _events.Of<RunEvent.StepLogged>().Select(logged => logged.Text).Concat(_events.Of<RunEvent.StrayOutput>().Select(stray => stray.Text)).ToList();
        Assert.InRange(said.Count, 1, TextLimits.MaxReportedLines + 1);
        Assert.InRange(said.Sum(text => (long)text.Length), TextLimits.MaxReportedCharacters / 50, TextLimits.MaxReportedCharacters + 1000);
        Assert.InRange(new FileInfo(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("step")), "log.txt")).Length, 1, 2 * TextLimits.MaxStepLog);
    }
}
