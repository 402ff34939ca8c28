using Tango.Caching;
using Tango.Core.Tests.Execution.Steps;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

public sealed class CancellationTests : IDisposable
{
    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();
    private readonly CancellationTokenSource _cancellation = new();

    public void Dispose()
    {
        _cancellation.Dispose();
        _project.Dispose();
    }

    [Theory]
    [InlineData()]
    [InlineData("Timeout=01:00:00")]
    [InlineData("Retries=3")]
    public async Task Running_steps_are_cancelled_and_waited_for(params string[] settings)
    {
        var (started, stopping) = (Gate.Create(), Gate.Create());
        _project.Declare<StopsLate>("slow", ["Started=" + started.Name, "Stopping=" + stopping.Name, .. settings]);

        var run = _project.RunAsync(_project.ExecutionPlan(), _events, null, _cancellation.Token);
        await started.Entered;
        await _cancellation.CancelAsync();
        await stopping.Entered;
        stopping.Open();
        await run;

        Assert.True(Assert.IsType<RunEvent.RunFinished>(_events.All[^1]).IsCancelled);
        Assert.Equal(new RunEvent.StepLogged { Step = "slow", Level = StepLogLevel.Info, Text = "stopped" }, _events.All[^2]);
        Assert.Empty(_events.Failed);
        Assert.EndsWith(" cancelled", (await File.ReadAllTextAsync(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("slow")), "log.txt"))).TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>Also while the step still runs: it may be killed then.</summary>
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public async Task A_result_that_is_computed_again_keeps_its_log(bool hasResult, bool hasLog, bool isKept)
    {
        var (started, stopping) = (Gate.Create(), Gate.Create());
        _project.Declare<StopsLate>("slow", "Started=" + started.Name, "Stopping=" + stopping.Name);
        var plan = _project.ExecutionPlan();
        var entry = _project.Cache.PathForStep(plan.Steps[0].UniqueId);
        var log = Path.Combine(entry, "log.txt");
        if (hasResult)
            await _project.Cache.PutAsync(new EntryMetadata { UniqueId = plan.Steps[0].UniqueId, Step = "slow", Type = plan.Steps[0].Type, Format = plan.Steps[0].Format }, 1, typeof(int));

        if (hasLog)
            await File.WriteAllTextAsync(log, "of the result\n");

        var run = _project.RunAsync(plan with { Steps = [plan.Steps[0] with { IsForced = true }] }, _events, null, _cancellation.Token);
        await started.Entered;
        await _cancellation.CancelAsync();
        await stopping.Entered;
        var meanwhile = await ReadAsync(log);
        stopping.Open();
        await run;

        Assert.Equal((isKept, isKept), (meanwhile == "of the result\n", await ReadAsync(log) == "of the result\n"));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(entry), path => Path.GetFileName(path).StartsWith('.'));
    }

    [Fact]
    public async Task Nothing_new_starts()
    {
        var gate = Gate.Create();
        _project.Declare<WaitsAtGate>("first", "Gate=" + gate.Name).Declare<Pure>("second", "Value=ref:first").Declare<Pure>("third");

        var run = _project.RunAsync(_project.ExecutionPlan() with { Options = new() { MaxParallelism = 1 } }, _events, null, _cancellation.Token);
        await gate.Entered;
        await _cancellation.CancelAsync();
        await run;

        Assert.Equal(["first"], _events.Of<RunEvent.StepStarted>().Select(e => e.Step));
        Assert.Empty(_events.Failed);
        Assert.Empty(_events.Blocked);
    }

    [Fact]
    public async Task The_next_run_goes_on_where_this_one_stopped()
    {
        var gate = Gate.Create();
        _project.Declare<Pure>("first").Declare<WaitsAtGate>("second", "Gate=" + gate.Name, "Value=ref:first");
        var run = _project.RunAsync(_project.ExecutionPlan(), _events, null, _cancellation.Token);
        await gate.Entered;
        await _cancellation.CancelAsync();
        await run;

        gate.Open();
        var next = await _project.RunAsync();

        Assert.Equal(["second"], next.Completed);
    }

    private static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(SharedReading.OpenUnlocked(path));
        return await reader.ReadToEndAsync();
    }
}
