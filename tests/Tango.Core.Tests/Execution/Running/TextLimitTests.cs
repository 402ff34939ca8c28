using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Running;
using Tango.IO;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>Whatever a step says, a limited amount of it is kept, and a mark says so. The console is the process's.</summary>
[Collection(nameof(TestsOfTheConsole))]
public sealed class TextLimitTests : IDisposable
{
    private readonly Project _project = new();
    private readonly TextWriter _out = Console.Out;

    public TextLimitTests() => Console.SetOut(new StepConsole(TextWriter.Null));

    public void Dispose()
    {
        Console.SetOut(_out);
        _project.Dispose();
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(TextLimits.MaxMessage, false)]
    [InlineData(TextLimits.MaxMessage + 1, true)]
    [InlineData(50_000_000, true)]
    public async Task The_message_of_an_exception_is_cut(int length, bool isCut)
    {
        _project.Declare<FailsAtLength>("step", $"Length={length}");

        var events = await _project.RunAsync();

        var failed = Assert.Single(events.Of<RunEvent.StepFailed>());
        Assert.Equal(isCut, failed.Message.Contains("x… (cut after 8000 characters)", StringComparison.Ordinal));
        Assert.InRange(failed.Message.Length, Math.Min(length, TextLimits.MaxMessage), TextLimits.MaxMessage + 2000);
        Assert.True(new FileInfo(failed.LogPath!).Length < 2 * TextLimits.MaxText);
    }

    [Fact]
    public async Task Everything_else_that_a_step_says_is_cut_too()
    {
        _project.Declare<SpeaksAtLength>("step", "Length=1000000");

        var events = await _project.RunAsync();

        Assert.Equal(new string('s', 1000) + "… (cut after 1000 characters)", Assert.Single(events.Of<RunEvent.StepCompleted>()).Summary);
        Assert.Equal(new string('s', 1000) + "… (cut after 1000 characters)", _project.Cache.GetMetadata(_project.UniqueId("step"))!.Summary);
        Assert.Equal(new string('p', 1000) + "… (cut after 1000 characters)", Assert.Single(events.Of<RunEvent.StepProgressed>()).Text);
        Assert.Equal(
            [new string('i', 100_000) + "… (cut after 100000 characters)", new string('c', 100_000) + "… (cut after 100000 characters)"],
            events.Of<RunEvent.StepLogged>().Where(logged => logged.Level == StepLogLevel.Info).Select(logged => logged.Text));
        var warnings = events.Of<RunEvent.StepLogged>().Where(logged => logged.Level == StepLogLevel.Warning).Select(logged => logged.Text).ToList();
        Assert.Equal(1001, warnings.Count);
        Assert.StartsWith("… (a build shows at most 10000 lines, 1000 warnings", warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_has_a_limit_and_the_outcome_all_the_same()
    {
        var path = _project.PathOf("log.txt");
        using (var log = new StepLog(path, (_, _) => { }))
        {
            for (var text = 0; text < 2 * TextLimits.MaxStepLog / TextLimits.MaxText; text++)
                log.Write(StepLogLevel.Info, new string('x', TextLimits.MaxText));

            log.WriteFile("completed");
        }

        Assert.InRange(new FileInfo(path).Length, TextLimits.MaxStepLog, TextLimits.MaxStepLog + 1_000_000);
        var last = File.ReadLines(path).TakeLast(2).ToList();
        Assert.EndsWith("… (a log has at most 64000000 characters; what follows is left out)", last[0], StringComparison.Ordinal);
        Assert.EndsWith(" completed", last[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_a_run_has_a_limit_and_the_outcomes_all_the_same()
    {
        var path = _project.PathOf("run.log");
        using (var log = RunLog.OfText(path, limit: 100))
        {
            for (var line = 0; line < 1000; line++)
                log.OnEvent(new RunEvent.StepLogged { Step = "a", Level = StepLogLevel.Info, Text = "0123456789" });

            log.OnEvent(new RunEvent.StepBlocked { Step = "b", BlockingStep = "a" });
        }

        var lines = File.ReadAllLines(path);
        Assert.InRange(lines.Length, 4, 12);
        Assert.EndsWith("… (this log has at most 100 characters of what steps say; what follows is left out)", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith("b: blocked by a", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc… (cut after 3 characters)")]
    [InlineData("ab😀", 3, "ab… (cut after 3 characters)")]
    [InlineData("", 3, "")]
    public void A_text_is_not_cut_within_a_character(string text, int max, string expected) => Assert.Equal(expected, TextLimits.Cut(text, max));
}
