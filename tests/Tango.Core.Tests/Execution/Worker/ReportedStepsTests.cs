using System.Text;
using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Plans;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Worker;

/// <summary>What arrives in the channel of a worker is believed only if it fits the plan.</summary>
public sealed class ReportedStepsTests : IDisposable
{
    private const string Id = "ID";
    private const string Started = """{"event":"stepStarted","step":"one","uniqueId":"ID"}""";
    private const string Completed = """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Ran","seconds":1}""";
    private const string Failed = """{"event":"stepFailed","step":"one","uniqueId":"ID","seconds":1,"code":"TANGO0201","message":"no"}""";

    private readonly Project _project = new();
    private readonly RecordedEvents _events = new();

    public ReportedStepsTests() => _project.Declare<Constant>("one", "Value=1", "Retries=2").Declare<Plus>("sum", "Left=ref:one");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(Started, Completed, """{"event":"runFinished","ran":1,"failed":0,"blocked":0,"seconds":1,"cancelled":false}""")]
    [InlineData("""{"event":"stepWaiting","step":"one","uniqueId":"ID"}""", Started, Failed, """{"event":"stepBlocked","step":"sum","by":"one"}""")]
    [InlineData("""{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Cached","seconds":0}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Info","text":"x"}""", Completed, """{"event":"stepProgressed","step":"one","text":"late"}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Warning","text":"x","code":"TANGO0222"}""", Completed)]
    [InlineData(Started, """{"event":"stepRetried","step":"one","failedAttempts":2}""", Completed)]
    [InlineData(Started, """{"event":"entryMissing","step":"one","uniqueId":"ID"}""")]
    [InlineData(Failed)]
    public void What_can_be_is_passed_on(params string[] lines)
    {
        Assert.Null(Send(lines));

        Assert.Equal(lines.Length, _events.All.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"event\":7}")]
    [InlineData("""{"event":"stepStarted","step":"one"}""")]
    [InlineData("""{"event":"stepStarted","step":"other","uniqueId":"ID"}""")]
    [InlineData("""{"event":"stepStarted","step":"ONE","uniqueId":"ID"}""")]
    [InlineData("""{"event":"stepStarted","step":"one","uniqueId":"other"}""")]
    [InlineData(Started, Started)]
    [InlineData(Started, """{"event":"stepStarted","step":"one","uniqueId":"ID","spanId":"00000000000000a2"}""")]
    [InlineData(Started + Started)]
    [InlineData(Completed)]
    [InlineData(Started, Completed, Completed)]
    [InlineData(Started, Failed, Completed)]
    [InlineData(Started, Completed, Failed)]
    [InlineData(Started, Completed, Started)]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Failed","seconds":1}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"1","seconds":1}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"99","seconds":1}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Cached","seconds":1}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Ran","seconds":1,"sameAs":"sum"}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Ran","seconds":1e308}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Ran","seconds":1e400}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Ran","seconds":-1}""")]
    [InlineData(Started, """{"event":"stepCompleted","step":"one","uniqueId":"ID","state":"Ran","seconds":"NaN"}""")]
    [InlineData("""{"event":"stepFailed","step":"one","uniqueId":"ID","seconds":1,"code":"TANGO9999","message":"no"}""")]
    [InlineData("""{"event":"stepFailed","step":"one","uniqueId":"ID","seconds":1,"code":"TANGO0206","message":"a warning"}""")]
    [InlineData("""{"event":"stepFailed","step":"other","uniqueId":"ID","seconds":1,"code":"TANGO0201","message":"no"}""")]
    [InlineData("""{"event":"stepLogged","step":"one","level":"Info","text":"too early"}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Loud","text":"x"}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Info","text":null}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Warning","text":"x","code":"TANGO9999"}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Warning","text":"x","code":"TANGO0201"}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Warning","text":"x","code":"TANGO0301"}""")]
    [InlineData(Started, """{"event":"stepLogged","step":"one","level":"Info","text":"x","code":"TANGO0222"}""")]
    [InlineData("""{"event":"stepRetried","step":"one","failedAttempts":1}""")]
    [InlineData(Started, """{"event":"stepRetried","step":"one","failedAttempts":0}""")]
    [InlineData(Started, """{"event":"stepRetried","step":"one","failedAttempts":3}""")]
    [InlineData(Started, Completed, """{"event":"stepRetried","step":"one","failedAttempts":1}""")]
    [InlineData(Started, """{"event":"stepProgressed","step":"one","fraction":1e999}""")]
    [InlineData("""{"event":"stepBlocked","step":"sum","by":"one"}""")]
    [InlineData(Failed, """{"event":"stepBlocked","step":"sum","by":"other"}""")]
    [InlineData("""{"event":"entryMissing","step":"one","uniqueId":"other"}""")]
    [InlineData("""{"event":"entryMissing","step":"sum","uniqueId":"ID"}""")]
    [InlineData("""{"event":"runFinished","ran":-1,"failed":0,"blocked":0,"seconds":1,"cancelled":false}""")]
    [InlineData("""{"event":"runFinished","ran":99999999999,"failed":0,"blocked":0,"seconds":1,"cancelled":false}""")]
    [InlineData("""{"event":"runStarted","runCount":1,"cached":[]}""")]
    [InlineData("""{"event":"stepFetched","step":"one","uniqueId":"ID","size":1,"seconds":1}""")]
    [InlineData("""{"event":"planWarned","step":"one","code":"TANGO0304","message":"x"}""")]
    [InlineData("""{"event":"strayOutput","text":"x"}""")]
    public void What_cannot_be_ends_the_worker_and_is_not_passed_on(params string[] lines)
    {
        Assert.NotNull(Send([.. lines, Started.Replace("one", "sum", StringComparison.Ordinal)]));

        Assert.Equal(lines.Length - 1, _events.All.Count);
    }

    [Fact]
    public void A_message_without_an_end_is_refused_before_it_fills_memory()
    {
        var faults = 0;
        var output = new WorkerOutput(Plan(), _events, () => faults++, () => { });
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'{');
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var sent = 0L; sent < 2_000_000_000; sent += block.Length)
            output.HandleEvents(block);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10 * FrameReader.Longest);
        Assert.Contains("a message of more than 4194304 bytes", output.Impossible, StringComparison.Ordinal);
        Assert.Equal(1, faults);
    }

    [Fact]
    public void Lines_without_an_end_fill_no_memory()
    {
        var output = new WorkerOutput(Plan(), _events, () => { }, () => { });
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'x');
        output.HandleText(block);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var sent = 0L; sent < 500_000_000; sent += block.Length)
            output.HandleText(block);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 5_000_000);
        output.End();
        Assert.EndsWith("… (cut after 100000 characters)", Assert.Single(_events.Of<RunEvent.StrayOutput>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_number_of_lines_is_reported_up_to_a_limit()
    {
        var output = new WorkerOutput(Plan(), _events, () => { }, () => { });

        output.HandleText(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("line\n", 20_000))));

        var lines = _events.Of<RunEvent.StrayOutput>().Select(stray => stray.Text).ToList();
        Assert.Equal(10_001, lines.Count);
        Assert.StartsWith("… (a build shows at most 10000 lines", lines[^1], StringComparison.Ordinal);
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData("no event\n", "a message that is not an event")]
    [InlineData("""{"event":"stepCompleted","step":"beside","uniqueId":"ID","state":"Ran","seconds":1}""" + "\n", "does not fit the plan")]
    [InlineData("""{"event":"stepFailed","step":"step","uniqueId":"?","seconds":1,"code":"TANGO0201","message":"forged"}""" + "\n", "does not fit the plan")]
    public async Task A_step_that_writes_to_the_channel_fails_and_nothing_of_it_is_believed(string text, string what)
    {
        if (!OperatingSystem.IsLinux())
            return;

        var project = _project.DeclareAnew().Declare<WritesToTheChannel>("step", "Text=" + text).Declare<Constant>("beside", "Value=2");
        var file = Path.Combine(project.StateDirectory, "plan.json");
        var workers = new WorkerRuns(TestWorker.Settings, _events, TestWorker.PlanOf(project), file, part => ExecutionPlanFile.Write(file, part));

        Assert.Empty(await workers.RunAsync(CancellationToken.None).WaitAsync(TestLimits.Hang));

        var failed = Assert.Single(_events.Of<RunEvent.StepFailed>());
        Assert.Equal(("step", "TANGO0219"), (failed.Step, failed.Code));
        Assert.Contains(what, failed.Message, StringComparison.Ordinal);
        Assert.Equal(["beside"], _events.Completed);
        Assert.Equal(2, await project.ResultAsync<int>("beside"));
    }

    private ExecutionPlan Plan() => TestWorker.PlanOf(_project);

    private string? Send(string[] lines)
    {
        var output = new WorkerOutput(Plan(), _events, () => { }, () => { });
        foreach (var part in Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.Replace(Id, _project.UniqueId("one"), StringComparison.Ordinal) + "\n"))).Chunk(7))
            output.HandleEvents(part);

        output.End();
        return output.Impossible;
    }
}
