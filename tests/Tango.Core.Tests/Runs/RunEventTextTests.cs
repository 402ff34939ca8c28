using Tango.Core.Tests.Parameters;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunEventTextTests
{
    public static TheoryData<RunEvent, string> Texts { get; } = new()
    {
        { new RunEvent.RunStarted { Project = "p", RunCount = 2, CachedSteps = ["a"] }, "run starts: 2 to run, 1 cached" },
        { new RunEvent.StepStarted { Step = "a", UniqueId = "A-1" }, "a: starts (A-1)" },
        { new RunEvent.StepSubmitted { Step = "a", UniqueId = "A-1", Job = "12_3" }, "a: job 12_3 (A-1)" },
        { new RunEvent.StepPushed { Step = "a", UniqueId = "A-1", Size = 1234, Duration = TimeSpan.FromSeconds(0.5) }, "a: pushed to the remote cache (A-1): 1234 bytes in 0.50 s" },
        { new RunEvent.StepWaiting { Step = "a", UniqueId = "A-1" }, "a: waits for another build that is making the same result (A-1)" },
        { new RunEvent.StepLogged { Step = "a", Level = StepLogLevel.Info, Text = "hello" }, "a: hello" },
        { new RunEvent.StepLogged { Step = "a", Level = StepLogLevel.Warning, Text = "careful" }, "a: warning: careful" },
        { new RunEvent.StepProgressed { Step = "a", Fraction = 0.255, Text = "rows" }, "a: 26 %, rows" },
        { new RunEvent.StepProgressed { Step = "a", Fraction = 1 }, "a: 100 %" },
        { new RunEvent.StepProgressed { Step = "a", Text = "rows" }, "a: rows" },
        { new RunEvent.StepCompleted { Step = "a", UniqueId = "A-1", State = StepState.Ran, Duration = TimeSpan.FromSeconds(1.234), Summary = "3 rows" }, "a: ran in 1.23 s, 3 rows" },
        { new RunEvent.StepCompleted { Step = "b", UniqueId = "A-1", State = StepState.Cached, Summary = "3 rows", SameAs = "a" }, "b: cached (same as 'a')" },
        { new RunEvent.StepFailed { Step = "a", UniqueId = "A-1", Duration = TimeSpan.FromSeconds(1.5), Code = "TANGO0201", Message = "no" }, "a: failed after 1.50 s: no" },
        { new RunEvent.StepFailed { Step = "a", UniqueId = "A-1", Duration = TimeSpan.FromSeconds(1.5), CpuTime = TimeSpan.FromSeconds(3), PeakMemory = 3L << 30, Code = "TANGO0201", Message = "no" }, "a: failed after 1.50 s (CPU 3.00 s, peak 3.0 GB): no" },
        { new RunEvent.StepCompleted { Step = "a", UniqueId = "A-1", State = StepState.Ran, Duration = TimeSpan.FromSeconds(1), CpuTime = TimeSpan.Zero, Summary = "3 rows" }, "a: ran in 1.00 s (CPU 0.00 s), 3 rows" },
        { new RunEvent.PlanWarned { Step = "a", Code = "TANGO0304", Message = "it is" }, "a: TANGO0304: it is" },
        { new RunEvent.StepRetried { Step = "a", FailedAttempts = 2 }, "a: attempt 2 failed, the next begins" },
        { new RunEvent.StepBlocked { Step = "a", BlockingStep = "b" }, "a: blocked by b" },
        { new RunEvent.EntryMissing { Step = "a", UniqueId = "A-1" }, "a: its result is no longer in the cache; the step runs again" },
        { new RunEvent.EntryMissing { Step = "a", UniqueId = "A-1", Corruption = "edited" }, "a: edited; the step runs again" },
        { new RunEvent.StrayOutput { Text = "printf" }, "printf" },
        { new RunEvent.RunFinished { RanCount = 1, FailedCount = 2, BlockedCount = 3, Duration = TimeSpan.FromSeconds(1234.5) }, "run ends: 1 ran, 2 failed, 3 blocked, 1234.50 s" },
        { new RunEvent.RunFinished { RanCount = 1, FailedCount = 0, BlockedCount = 0, Duration = TimeSpan.FromSeconds(1), IsCancelled = true }, "run ends, cancelled: 1 ran, 0 failed, 0 blocked, 1.00 s" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_event_has_one_text_in_every_culture(RunEvent runEvent, string text)
    {
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            Assert.Equal(text, RunEventText.Format(runEvent));
        }
    }
}
