using Tango.Execution;
using Tango.Execution.Slurm;
using Tango.Execution.Worker;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Slurm;

/// <summary>What a run is told of a step whose job reports in attempts.</summary>
public sealed class JobEventsTests : IDisposable
{
    private readonly ClusterProject _project = new();
    private readonly RecordedEvents _events = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("-", "-")]
    [InlineData("- -", "-")]
    [InlineData("a", "a")]
    [InlineData("a a", "a")]
    [InlineData("a b", "a b")]
    [InlineData("a b a b", "a b")]
    [InlineData("a -", "a")]
    [InlineData("- a", "- a")]
    [InlineData("a b c", "a b c")]
    public void Each_attempt_that_has_a_span_starts_with_its_own_and_others_do_not_start_again(string reported, string told)
    {
        var events = Create();

        foreach (var span in reported.Split(' '))
            events.Forward(new RunEvent.StepStarted { Step = "one", UniqueId = _project.Project.UniqueId("one"), SpanId = span == "-" ? null : span });

        Assert.Equal(told.Split(' '), _events.Of<RunEvent.StepStarted>().Select(started => started.SpanId ?? "-"));
    }

    [Fact]
    public void A_job_that_is_requeued_is_recorded_with_the_span_of_its_last_attempt()
    {
        var timeline = new RunTimeline(TimeProvider.System);
        var events = Create();
        using var folder = new TemporaryDirectory();
        var report = new JobReport(_project.Plan().Steps[0], new JobFolder(folder.Path), events.Forward);
        Write(folder.PathOf("events.0"), "00000000000000a1");
        Assert.Null(report.TryRead());
        Write(folder.PathOf("events.1"), "00000000000000a2");
        Assert.Null(report.TryRead());

        var steps = new ReportedSteps(_project.Plan());
        foreach (var started in _events.All)
        {
            Assert.True(steps.TryAdd(started));
            timeline.OnEvent(started);
        }

        Assert.Equal("00000000000000a2", timeline.Find("one")!.SpanId);
        Assert.Equal(2, _events.Of<RunEvent.StepStarted>().Count());
    }

    private JobEvents Create()
    {
        _project.Declare("one");
        var plan = _project.Plan();
        return new JobEvents(new StepJob(plan, plan.Steps[0]), () => null, _events.OnEvent);
    }

    private void Write(string path, string span) =>
        File.WriteAllBytes(path, [.. RunEventJson.Write(new RunEvent.StepStarted { Step = "one", UniqueId = _project.Project.UniqueId("one"), SpanId = span }), (byte)'\n']);
}
