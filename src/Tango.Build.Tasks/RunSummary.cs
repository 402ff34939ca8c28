using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>The last line of a build's pipeline: what came of it as a whole.</summary>
internal sealed class RunSummary
{
    private const string LogFile = "run.log";

    private static readonly StepState[] Order = [StepState.Failed, StepState.Blocked, StepState.Ran, StepState.Cached, StepState.Skipped];

    private readonly TaskLoggingHelper _log;
    private readonly BuildLogObserver _observer;
    private readonly TimeProvider _clock;
    private readonly long _started;

    /// <summary>Makes a summary; the run starts now.</summary>
    /// <param name="log">Where to write.</param>
    /// <param name="observer">What told the steps so far.</param>
    /// <param name="clock">The time; null: the system's.</param>
    public RunSummary(TaskLoggingHelper log, BuildLogObserver observer, TimeProvider? clock = null)
    {
        _log = log;
        _observer = observer;
        _clock = clock ?? TimeProvider.System;
        _started = _clock.GetTimestamp();
    }

    /// <summary>The summary of a pipeline that had nothing to do.</summary>
    /// <param name="steps">How many steps it has.</param>
    public static string UpToDate(int steps) => steps == 1 ? "Tango: the only step is up to date." : $"Tango: all {steps} steps are up to date.";

    /// <summary>Writes the lines that are still missing, then the summary.</summary>
    /// <param name="result">What came of the run.</param>
    /// <param name="stateDirectory">Where the run's text log lies.</param>
    public void Write(PipelineResult result, string stateDirectory)
    {
        // Mistakes in the declarations: nothing was run, and the errors say why.
        if (result.Steps.Count == 0)
            return;

        if (result.IsUpToDate && result.Succeeded)
        {
            Tell(UpToDate(result.Steps.Count));
            return;
        }

        _observer.TellRest(result.Steps, result.IsCancelled);
        Tell(Sentence(result, Path.Combine(stateDirectory, LogFile)));
    }

    private string Sentence(PipelineResult result, string log)
    {
        var time = DurationText.Of(_clock.GetElapsedTime(_started));
        var counts = string.Join(", ", Counts(result));
        if (result.IsCancelled)
            return $"Tango: cancelled after {time}: {counts}. What was made is kept.";

        return result.Succeeded
            ? $"Tango: {counts} in {time}."
            : $"Tango: {counts} in {time}. Log: {log}";
    }

    // What asks for attention first; words of the same state side by side.
    private IEnumerable<string> Counts(PipelineResult result) => result.Steps
        .OrderBy(step => Array.IndexOf(Order, step.State))
        .GroupBy(step => _observer.WordFor(step, result.IsCancelled))
        .Select(steps => $"{steps.Count()} {steps.Key}");

    private void Tell(string line) => _log.LogMessage(MessageImportance.High, "{0}", line);
}
