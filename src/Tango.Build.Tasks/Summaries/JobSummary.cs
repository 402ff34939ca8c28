using System.Globalization;
using System.Text;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Build.Tasks.Summaries;

/// <summary>
/// The outcome of a project's pipeline as Markdown, for the page of a job on a build server: what ran and why, what failed and where, and what the cache saved. Cached steps are only
/// counted, and long lists are cut: a server takes a file of a mebibyte.
/// </summary>
internal sealed class JobSummary
{
    private const int MaxErrors = 20;
    private const int MaxSteps = 50;
    private const int LongestText = 300;
    private const int LongestError = 1_000;

    private readonly string _project;
    private readonly PipelineResult _result;
    private readonly Func<StepOutcome, string> _wordFor;

    /// <param name="project">The name of the project, with the target framework if it has several.</param>
    /// <param name="wordFor">The word for the state of a step.</param>
    public JobSummary(string project, PipelineResult result, Func<StepOutcome, string> wordFor)
    {
        _project = project;
        _result = result;
        _wordFor = wordFor;
    }

    /// <summary>How long the cached steps took when their results were computed.</summary>
    public TimeSpan Saved { get; init; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The table of metrics beside those of another branch; empty: none.</summary>
    public string Metrics { get; init; } = "";

    /// <summary>The place of an error, e.g. <c>src/Steps.cs:71</c>; null if it is not known.</summary>
    public Func<Diagnostic, string?> PlaceOf { get; init; } = static _ => null;

    /// <summary>The text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### Tango: {MarkdownText.Escape(_project)}\n\n{Counts()}\n\n");
        AppendErrors(text);
        AppendSteps(text);
        return text.Append(Metrics).ToString();
    }

    /// <summary>The first lines of the text, for a file that has no room for all.</summary>
    public string WriteShort() => $"### Tango: {MarkdownText.Escape(_project)}\n\n{Counts()} The summary has no room for more.\n\n";

    private string Counts()
    {
        var counts = string.Join(", ", StepCounts.Of(_result, _wordFor));
        var text = _result.Steps.Count == 0 ? "Nothing ran." : $"{counts} in {DurationText.Format(Elapsed)}.";
        return Saved > TimeSpan.Zero ? $"{text} The cache saved {DurationText.Format(Saved)} of work." : text;
    }

    private void AppendErrors(StringBuilder text)
    {
        var errors = _result.Diagnostics.Where(diagnostic => diagnostic.IsError).ToList();
        foreach (var error in errors.Take(MaxErrors))
        {
            var place = PlaceOf(error) is { } found ? $" at {MarkdownText.Escape(found)}" : "";
            text.Append(CultureInfo.InvariantCulture, $"- **{error.Code}**{place}: {MarkdownText.Escape(error.Message, LongestError)}\n");
        }

        if (errors.Count > MaxErrors)
            text.Append(CultureInfo.InvariantCulture, $"- … and {errors.Count - MaxErrors} more errors\n");

        text.Append(errors.Count > 0 ? "\n" : "");
    }

    private void AppendSteps(StringBuilder text)
    {
        var steps = _result.Steps.Where(step => step.State is not (StepState.Cached or StepState.Skipped) || _wordFor(step) != StateText.Format(step.State)).ToList();
        if (steps.Count == 0)
            return;

        text.Append("| step | outcome | time | because |\n| --- | --- | ---: | --- |\n");

        // What failed, then what took longest; in the order of the project.
        var shown = steps.OrderBy(step => step.State == StepState.Failed ? 0 : 1).ThenByDescending(step => step.Duration).Take(MaxSteps).ToHashSet();
        foreach (var step in steps.Where(shown.Contains))
            AppendStep(text, step);

        text.Append('\n');
        if (steps.Count > MaxSteps)
            text.Append(CultureInfo.InvariantCulture, $"… and {steps.Count - MaxSteps} more steps, which took less time.\n\n");
    }

    private void AppendStep(StringBuilder text, StepOutcome step)
    {
        var time = step.Duration == TimeSpan.Zero ? "" : DurationText.Format(step.Duration);
        var because = string.Join(Reason.Separator, new[] { step.Reason, step.Summary }.Where(words => !string.IsNullOrEmpty(words)));
        text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Escape(step.Name, LongestText)} | {MarkdownText.Escape(_wordFor(step))} | {time} | {MarkdownText.Escape(because, LongestText)} |\n");
    }
}
