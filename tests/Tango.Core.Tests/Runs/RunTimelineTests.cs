using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunTimelineTests
{
    [Theory]
    [InlineData("+a -a +b -b", "a0 b0")]
    [InlineData("+a +b -a -b", "a0 b1")]
    [InlineData("+a +b -a +c -b -c", "a0 b1 c0")]
    [InlineData("+a +b +c -b +d -a +e", "a0 b1 c2 d1 e0")]
    [InlineData("+a +b !a +c", "a0 b1 c0")]
    [InlineData("+a +b +a +c", "a0 b1 c2")]
    public void Steps_that_run_at_once_are_in_different_lanes(string events, string lanes)
    {
        var timeline = new RunTimeline();
        foreach (var step in events.Split(' '))
            timeline.OnEvent(ToEvent(step[0], step[1..]));

        Assert.Equal(lanes, string.Join(' ', "abcde".Select(step => step.ToString()).Where(step => timeline.Find(step) is not null).Select(step => $"{step}{timeline.Find(step)!.Lane}")));
    }

    [Fact]
    public void What_happened_to_a_step_is_kept()
    {
        var timeline = new RunTimeline();
        timeline.OnEvent(new RunEvent.StepFetched { Step = "a", UniqueId = "A", Size = 5, Duration = TimeSpan.Zero });
        timeline.OnEvent(ToEvent('+', "b"));
        timeline.OnEvent(new RunEvent.StepRetried { Step = "B", FailedAttempts = 2 });
        timeline.OnEvent(ToEvent('!', "b"));
        timeline.OnEvent(ToEvent('+', "e"));
        timeline.OnEvent(new RunEvent.StepCompleted { Step = "e", UniqueId = "E", State = StepState.Ran, CpuTime = TimeSpan.FromSeconds(3), PeakMemory = 4 });
        timeline.OnEvent(new RunEvent.StepPushed { Step = "c", UniqueId = "C", Size = 7, Duration = TimeSpan.Zero });

        Assert.Equal(new StepActivity { FetchedSize = 5 }, timeline.Find("a"));
        Assert.Equal((2, "TANGO0201"), (timeline.Find("b")!.FailedAttempts, timeline.Find("b")!.Code));
        Assert.InRange(timeline.Find("b")!.Started!.Value, timeline.Started, DateTimeOffset.UtcNow);
        Assert.Equal(new StepActivity { PushedSize = 7 }, timeline.Find("c"));
        Assert.Null(timeline.Find("d"));
        Assert.Equal(new ResourceUsage(TimeSpan.FromSeconds(3), 4), timeline.Find("e")!.Usage);
    }

    private static RunEvent ToEvent(char kind, string step) => kind switch
    {
        '+' => new RunEvent.StepStarted { Step = step, UniqueId = step },
        '-' => new RunEvent.StepCompleted { Step = step, UniqueId = step, State = StepState.Ran },
        _ => new RunEvent.StepFailed { Step = step, UniqueId = step, Code = "TANGO0201", Message = "no" },
    };
}
