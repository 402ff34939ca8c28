using Spectre.Console.Testing;
using Tango.Cli.Live;
using Tango.Runs;

namespace Tango.Cli.Tests;

/// <summary>What is written while a build runs: to a terminal, and to a file.</summary>
public sealed class LiveViewTests
{
    [Fact]
    public void A_file_gets_a_line_for_each_step_that_ended_and_no_control_characters()
    {
        using var console = new TestConsole();
        console.Profile.Capabilities.Ansi = false;

        Play(console);

        Assert.DoesNotContain('\u001b', console.Output);
        Assert.Equal(2, console.Lines.Count);
        Assert.Contains("model", console.Lines[0], StringComparison.Ordinal);
        Assert.Contains("ran", console.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("accuracy [97 %] ␛[31m", console.Lines[0], StringComparison.Ordinal);
        Assert.Contains("failed", console.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_sees_bars_below_what_has_ended()
    {
        using var console = new TestConsole().EmitAnsiSequences().Interactive();
        console.Profile.Width = 60;

        Play(console);

        Assert.Contains("██████████·········· ", console.Output, StringComparison.Ordinal);
        Assert.Contains("page", console.Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[3A\u001b[0J", console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31mevil", console.Output, StringComparison.Ordinal);
    }

    /// <summary>Such as the <c>^C</c> of the terminal, which would shift the block and all below it.</summary>
    [Fact]
    public void What_is_typed_meanwhile_moves_nothing()
    {
        using var console = new TestConsole().EmitAnsiSequences().Interactive();

        Play(console);

        Assert.All(console.Output.Split("A\u001b[0J")[..^1], before => Assert.Matches("\r\u001b\\[[0-9]+$", before));
    }

    /// <summary>Fields of an event are its kind, the run and the step.</summary>
    [Theory]
    [InlineData("wanted a split;fetched a split;taken a split", "split fetched 50 ms 1.2 KB, upstream result unchanged")]
    [InlineData("wanted a split;fetched a split;ran a split", "split ran 0.12 s")]
    [InlineData("wanted a split;ran a split", "split ran 0.12 s")]
    [InlineData("fetched a split", "split fetched 50 ms 1.2 KB")]
    [InlineData("taken a split", "split cached upstream result unchanged")]
    [InlineData("wanted a split;fetched a split;taken b split;taken a split", "split cached upstream result unchanged|split fetched 50 ms 1.2 KB, upstream result unchanged")]
    [InlineData("wanted a split;fetched b split", "split fetched 50 ms 1.2 KB")]
    [InlineData("wanted a split;fetched a model;taken a split", "model fetched 50 ms 1.2 KB|split cached upstream result unchanged")]
    public void A_step_has_one_line_also_if_it_asked_for_an_earlier_result(string events, string lines)
    {
        using var console = new TestConsole();
        console.Profile.Capabilities.Ansi = false;
        console.Profile.Width = 200;
        var view = new LiveView(console, new LiveBuild(_ => null, TimeProvider.System), TimeProvider.System);

        foreach (var fields in events.Split(';').Select(text => text.Split(' ')))
            view.Take(fields[1], EventOf(fields[0], fields[2]));

        Assert.Equal(lines.Split('|'), console.Lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..])));
    }

    private static RunEvent EventOf(string kind, string step) => kind switch
    {
        "wanted" => new RunEvent.EarlierResultWanted { Step = step, UniqueId = "new", Key = "key" },
        "fetched" => new RunEvent.StepFetched { Step = step, UniqueId = "old", Size = 1200, Duration = TimeSpan.FromSeconds(0.05) },
        "taken" => new RunEvent.StepCompleted { Step = step, UniqueId = "new", State = StepState.Cached, TakenFrom = "old" },
        _ => new RunEvent.StepCompleted { Step = step, UniqueId = "new", State = StepState.Ran, Duration = TimeSpan.FromSeconds(0.12) },
    };

    private static void Play(TestConsole console)
    {
        var build = new LiveBuild(_ => null, TimeProvider.System);
        var view = new LiveView(console, build, TimeProvider.System);
        RunEvent[] events =
        [
            new RunEvent.RunStarted { RunCount = 3, StepsToRun = new Dictionary<string, IReadOnlyList<string>> { ["model"] = [], ["page"] = ["model"], ["flaky"] = [] } },
            new RunEvent.StepStarted { Step = "model", UniqueId = "M" },
            new RunEvent.StepProgressed { Step = "model", Fraction = 0.5, Text = "epoch 1 of 2 \u001b[31mevil" },
            new RunEvent.StepCompleted { Step = "model", UniqueId = "M", State = StepState.Ran, Duration = TimeSpan.FromSeconds(1.5), Summary = "accuracy [97 %] \u001b[31m" },
            new RunEvent.StepFailed { Step = "flaky", UniqueId = "F", Code = "TANGO0201", Message = "no" },
        ];
        foreach (var runEvent in events)
        {
            build.Take("run", runEvent);
            view.Take("run", runEvent);
            view.Draw();
        }

        view.End();
    }
}
