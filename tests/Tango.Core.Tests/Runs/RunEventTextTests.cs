using Tango.Core.Tests.Parameters;
using Tango.Runs;

namespace Tango.Core.Tests.Runs;

public sealed class RunEventTextTests
{
    public static TheoryData<RunEvent, string> Texts { get; } = new()
    {
        { new RunEvent.RunStarted("p", 2, ["a"]), "run starts: 2 to run, 1 cached" },
        { new RunEvent.StepStarted("a", "A-1", null), "a: starts (A-1)" },
        { new RunEvent.StepWaiting("a", "A-1"), "a: waits for another build that is making the same result (A-1)" },
        { new RunEvent.StepLogged("a", StepLogLevel.Info, "hello"), "a: hello" },
        { new RunEvent.StepLogged("a", StepLogLevel.Warning, "careful"), "a: warning: careful" },
        { new RunEvent.StepProgressed("a", 0.255, "rows"), "a: 26 %, rows" },
        { new RunEvent.StepProgressed("a", 1, null), "a: 100 %" },
        { new RunEvent.StepProgressed("a", null, "rows"), "a: rows" },
        { new RunEvent.StepCompleted("a", "A-1", StepState.Ran, 1.234, "3 rows"), "a: ran in 1.23 s, 3 rows" },
        { new RunEvent.StepFailed("a", "A-1", 1.5, "TANGO0201", "no", null), "a: failed after 1.50 s: no" },
        { new RunEvent.PlanWarned("a", "TANGO0304", "it is"), "a: TANGO0304: it is" },
        { new RunEvent.StepBlocked("a", "b"), "a: blocked by b" },
        { new RunEvent.EntryLost("a", "A-1", null), "a: its result is no longer in the cache; it is made again" },
        { new RunEvent.EntryLost("a", "A-1", "edited"), "a: edited; it is made again" },
        { new RunEvent.StrayOutput("printf"), "printf" },
        { new RunEvent.RunFinished(1, 2, 3, 1234.5, false), "run ends: 1 ran, 2 failed, 3 blocked, 1234.50 s" },
        { new RunEvent.RunFinished(1, 0, 0, 1, true), "run ends, cancelled: 1 ran, 0 failed, 0 blocked, 1.00 s" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_event_has_one_text_whatever_the_culture(RunEvent runEvent, string text)
    {
        foreach (var culture in Culture.Names)
        {
            using var _ = Culture.Use(culture);

            Assert.Equal(text, RunEventText.Of(runEvent));
        }
    }
}
