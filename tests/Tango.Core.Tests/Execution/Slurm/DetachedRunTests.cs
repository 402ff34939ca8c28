using Tango.Execution.Slurm;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>What a detached run makes of jobs that are in the queue already.</summary>
public sealed class DetachedRunTests : IDisposable
{
    private const string Started = """{"event":"stepStarted","step":"one","uniqueId":"ID"}""";
    private const string Failed = """{"event":"stepFailed","step":"one","uniqueId":"ID","seconds":1,"code":"TANGO0201","message":"no"}""";
    private const string Completed = """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Ran","seconds":1}""";
    private const string Missing = """{"event":"entryMissing","step":"one","uniqueId":"ID"}""";

    private readonly ClusterProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("", false, true)]
    [InlineData(Started, false, true)]
    [InlineData(Started + "\n" + Completed, false, true)]
    [InlineData(Failed, false, false)]
    [InlineData(Started + "\n" + Failed, false, false)]
    [InlineData(Missing, false, false)]
    [InlineData("no report", false, false)]
    [InlineData("", true, false)]
    [InlineData(Started, true, false)]
    [InlineData(Started + "\n" + Completed, true, false)]
    public async Task A_live_job_is_taken_unless_its_step_is_forced_or_it_has_said_that_there_will_be_no_result(string report, bool isForced, bool isTaken)
    {
        _project.Declare("one");
        var slurm = new FakeSlurm(_ => ("RUNNING", ""));
        await RunAsync(slurm, isForced: false);
        var job = FakeSlurm.FolderOf(slurm.Submitted[0]);
        if (report.Length > 0)
            await File.WriteAllTextAsync(job.EventsOf(0), report.Replace("ID", _project.Project.UniqueId("one"), StringComparison.Ordinal) + "\n");

        var submitted = Assert.Single((await RunAsync(slurm, isForced)).Of<RunEvent.StepSubmitted>());

        Assert.Equal(isTaken ? "1" : "2", submitted.Job);
        Assert.Equal(isTaken ? 1 : 2, slurm.Submitted.Count);
    }

    private async Task<RecordedEvents> RunAsync(FakeSlurm slurm, bool isForced)
    {
        var plan = _project.Plan();
        plan = plan with { Steps = [.. plan.Steps.Select(step => step with { IsForced = isForced })] };
        var events = new RecordedEvents();
        await using var session = new SlurmSession(plan, slurm, _ => { }, TimeProvider.System, CancellationToken.None);
        await new DetachedRun(session, _ => false, events.OnEvent).RunAsync(CancellationToken.None);
        return events;
    }
}
