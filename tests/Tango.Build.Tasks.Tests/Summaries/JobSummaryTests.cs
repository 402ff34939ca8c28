using System.Collections.Immutable;
using System.Text;
using Tango.Build.Tasks.Summaries;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Build.Tasks.Tests.Summaries;

/// <summary>What a page of a job shows.</summary>
public sealed class JobSummaryTests
{
    [Fact]
    public void What_ran_why_what_failed_where_and_what_was_saved()
    {
        ImmutableArray<StepOutcome> steps =
        [
            Step("flowers", StepState.Cached),
            Step("model", StepState.Ran) with { Duration = TimeSpan.FromSeconds(1.32), Reason = "Epochs: 50 → 60", Summary = "loss 0.1" },
            Step("report", StepState.Failed) with { Duration = TimeSpan.FromSeconds(0.2), Reason = "model changed" },
            Step("page", StepState.Blocked),
            Step("idle", StepState.Skipped),
        ];
        var error = Descriptors.StepFailed.Create(new DiagnosticSubject("/repo/App.csproj", "report"), "report", "IOException: a|b", "");

        var text = Write(steps, [error], TimeSpan.FromSeconds(18.4));

        Assert.Equal(
            """
            ### Tango: App

            1 failed, 1 blocked, 1 ran, 1 cached, 1 skipped in 2.00 s. The cache saved 18.4 s of work.

            - **TANGO0201** at src/Steps.cs\:71: Step 'report' failed\: IOException\: a\|b.

            | step | outcome | time | because |
            | --- | --- | ---: | --- |
            | model | ran | 1.32 s | Epochs\: 50 → 60 · loss 0.1 |
            | report | failed | 0.20 s | model changed |
            | page | blocked |  |  |


            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Mistakes_in_declarations_are_all_there_is()
    {
        var text = Write([], [Descriptors.MissingStepType.Create(new DiagnosticSubject("/repo/App.csproj", "a"), "a")], TimeSpan.Zero);

        Assert.StartsWith("### Tango: App\n\nNothing ran.\n\n- **TANGO0009** at src/Steps.cs\\:71: Step 'a' has no Type.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_steps_and_errors_are_short()
    {
        ImmutableArray<StepOutcome> steps = [.. Enumerable.Range(0, 1000).Select(i => Step($"s{i}", i % 2 == 0 ? StepState.Ran : StepState.Failed) with
        {
            Duration = TimeSpan.FromSeconds(i + 1), Reason = new string('r', 5000), Summary = new string('s', 5000),
        })];
        ImmutableArray<Diagnostic> errors = [.. Enumerable.Range(0, 500).Select(i => Descriptors.StepFailed.Create(DiagnosticSubject.None, $"s{i}", new string('e', 30_000), ""))];

        var text = Write(steps, errors, TimeSpan.Zero);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 64 * 1024);
        Assert.Contains("\n- … and 480 more errors\n", text, StringComparison.Ordinal);
        Assert.Contains("\n… and 950 more steps, which took less time.\n", text, StringComparison.Ordinal);
        Assert.Contains("| s999 | failed |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_cached_steps_are_a_number()
    {
        var text = Write([.. Enumerable.Range(0, 1000).Select(i => Step($"s{i}", StepState.Cached))], [], TimeSpan.FromHours(2));

        Assert.Equal("### Tango: App\n\n1000 cached in 2.00 s. The cache saved 2 h 00 min of work.\n\n", text);
    }

    private static string Write(ImmutableArray<StepOutcome> steps, ImmutableArray<Diagnostic> errors, TimeSpan saved) =>
        new JobSummary("App", new PipelineResult(steps, errors, IsUpToDate: false, IsCancelled: false), step => StateText.Format(step.State))
        {
            Elapsed = TimeSpan.FromSeconds(2),
            Saved = saved,
            PlaceOf = _ => "src/Steps.cs:71",
        }.Write();

    private static StepOutcome Step(string name, StepState state) => new(name, "id-" + name, state, "/cache/id", "json");
}
