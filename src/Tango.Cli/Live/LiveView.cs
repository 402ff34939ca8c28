using System.Globalization;
using Spectre.Console;
using Tango.Cli.Output;
using Tango.Diagnostics;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Cli.Live;

/// <summary>What people see of a running build: a line for each step that has ended, and below them the running ones with their bars.</summary>
internal sealed class LiveView(IAnsiConsole console, LiveBuild build, TimeProvider clock)
{
    private const int BarWidth = 20;
    private const int MostWaiting = 3;
    private const int NameWidth = 16;

    private readonly LiveBlock _block = new(console);
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    // What was fetched for steps that asked for an earlier result: the line of a step tells its end. Steps of several projects may have the same name.
    private readonly Dictionary<(string Run, string Step), RunEvent.StepFetched?> _earlier = [];

    /// <summary>Writes the line of a step that has ended.</summary>
    /// <param name="run">The key of its project's run.</param>
    public void Take(string run, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.StepCompleted { State: StepState.Ran } e: WriteEnd("green", '✔', e.Step, "ran", DurationText.Format(e.Duration), e.Summary); break;
            case RunEvent.StepCompleted { TakenFrom: not null } e when _earlier.GetValueOrDefault((run, e.Step)) is { } fetched: WriteFetched(fetched, $", {StateText.UpstreamUnchanged}"); break;
            case RunEvent.StepCompleted e: WriteEnd("dim", '✔', e.Step, "cached", "", e.TakenFrom is not null ? StateText.UpstreamUnchanged : e.SameAs is null ? e.Summary : $"same as {e.SameAs}"); break;
            case RunEvent.EarlierResultWanted e: _earlier[(run, e.Step)] = null; break;
            case RunEvent.StepFetched e when _earlier.ContainsKey((run, e.Step)): _earlier[(run, e.Step)] = e; break;
            case RunEvent.StepFetched e: WriteFetched(e); break;
            case RunEvent.StepFailed e: WriteEnd("red", '✖', e.Step, "failed", DurationText.Format(e.Duration), Failure(e)); break;
            case RunEvent.StepBlocked e: WriteEnd("dim", '◌', e.Step, "blocked", "", $"by {e.BlockingStep}"); break;
            case RunEvent.StepSubmitted { IsLeft: true } e: WriteEnd("dim", '◌', e.Step, "submitted", "", $"job {e.Job}"); break;
            case RunEvent.StepWaiting e: WriteEnd("dim", '◌', e.Step, "waits", "", e.Path is null ? "another build is making this result" : $"another build is writing to {e.Path}"); break;
        }
    }

    /// <summary>Writes a line of another tool.</summary>
    public void WriteLine(string line, string style) => _block.WriteLine(new TextCell(line, style));

    /// <summary>Draws the running steps.</summary>
    public void Draw()
    {
        if (!_block.IsVisible)
            return;

        var now = clock.GetUtcNow();
        var running = build.Running;
        var waiting = build.Waiting;
        var room = Math.Max(1, console.Profile.Height - 4);
        List<string> lines = [.. running.Take(room).Select(step => Line(step, now))];
        if (running.Count > room)
            lines.Add($"  … {Texts.Count(running.Count - room)} more run");

        var shown = Math.Min(MostWaiting, Math.Max(0, room - lines.Count));
        lines.AddRange(waiting.Take(shown).Select(step => $"  {Mark('◌')} {Name(step.Name)}  waits for {step.WaitsForText}"));
        lines.Add($"  {(now - _started).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)}  {Totals(running.Count, waiting.Count)}");
        _block.Draw(lines);
    }

    /// <summary>Removes what is redrawn.</summary>
    public void End() => _block.Clear();

    /// <summary>The counts so far.</summary>
    public string Totals(int running = 0, int waiting = 0)
    {
        (int Count, string Word)[] all = [(build.Ran, "ran"), (build.Cached, "cached"), (build.Failed, "failed"), (build.Blocked, "blocked"), (running, "running"), (waiting, "waiting")];
        return string.Join(", ", all.Where(part => part.Count > 0).Select(part => $"{Texts.Count(part.Count)} {part.Word}").DefaultIfEmpty("compiling"));
    }

    // The message of the build has all of it, and follows at the end.
    private static string Failure(RunEvent.StepFailed failed)
    {
        var prefix = $"Step '{failed.Step}' failed: ";
        var text = failed.Message.StartsWith(prefix, StringComparison.Ordinal) ? failed.Message[prefix.Length..] : failed.Message;
        var place = failed.SourceFile is { } file ? $"  {Path.GetFileName(file)}:{Texts.Count(failed.SourceLine)}" : "";
        var end = text.LastIndexOf(", at ", StringComparison.Ordinal);
        return (end > 0 && place.Length > 0 ? text[..end] : text) + place;
    }

    private string Line(LiveStep step, DateTimeOffset now)
    {
        var elapsed = DurationText.Format(now - step.Started!.Value);
        var left = step.Left(now) is { } rest && rest > TimeSpan.Zero ? $"  about {Whole(rest)} left" : "";
        var last = step.Expected is { } expected ? $"  last time {DurationText.Format(expected)}" : "";
        return $"  {Mark('●')} {Name(step.Name)}  {Bar(step.Fraction)}  {elapsed,9}  {PrintableText.Line(step.Text ?? "")}{left}{last}".TrimEnd();
    }

    // It is an estimate.
    private static string Whole(TimeSpan time) => time.TotalSeconds < 59
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s")
        : DurationText.Format(TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)));

    private string Bar(double? fraction)
    {
        if (fraction is not { } share)
            return new string(' ', BarWidth + 5);

        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        var (done, rest) = console.Profile.Capabilities.Unicode ? ('█', '·') : ('#', '.');
        return string.Create(CultureInfo.InvariantCulture, $"{new string(done, full)}{new string(rest, BarWidth - full)} {Math.Clamp(share, 0, 1) * 100,3:0} %");
    }

    private void WriteFetched(RunEvent.StepFetched fetched, string why = "") =>
        WriteEnd("dim", '✔', fetched.Step, "fetched", DurationText.Format(fetched.Duration), SizeText.Format(fetched.Size) + why);

    private void WriteEnd(string style, char mark, string step, string word, string time, string? text)
    {
        var state = $"  {Mark(mark)} {Name(step)}  {word,-7}  {time,9}";
        _block.WriteLine(text is { Length: > 0 } ? [new TextCell(state, style), new TextCell("  " + text)] : [new TextCell(state.TrimEnd(), style)]);
    }

    private char Mark(char mark) => console.Profile.Capabilities.Unicode ? mark : mark switch
    {
        '✔' => '+',
        '✖' => 'x',
        '●' => '*',
        _ => '.',
    };

    private static string Name(string step) => PrintableText.Line(step).PadRight(NameWidth);
}
