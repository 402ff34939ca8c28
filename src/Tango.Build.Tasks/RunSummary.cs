using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Engine;
using Tango.IO;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>The last line of a build's pipeline: the counts of all states.</summary>
internal sealed class RunSummary
{
    private const string LogFile = "run.log";

    private readonly TaskLoggingHelper _log;
    private readonly BuildLogObserver _observer;
    private readonly TimeProvider _clock;
    private readonly long _started;

    /// <summary>Creates a summary; the run starts now.</summary>
    /// <param name="observer">The observer that logged the steps.</param>
    /// <param name="clock">The clock; null: the system's.</param>
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

    /// <summary>How long the run has taken until now.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    /// <summary>Writes the missing lines of steps, then the summary.</summary>
    /// <param name="result">The outcome of the run.</param>
    /// <param name="stateDirectory">The directory of the run's text log.</param>
    public void Write(PipelineResult result, string stateDirectory)
    {
        // There are errors in the declarations, which are reported: nothing was run.
        if (result.Steps.Count == 0)
            return;

        if (result.IsUpToDate && result.Succeeded)
        {
            LogLine(UpToDate(result.Steps.Count));
            return;
        }

        _observer.LogRemaining(result.Steps);
        LogLine(Sentence(result, Path.Combine(stateDirectory, LogFile)));
    }

    private string Sentence(PipelineResult result, string log)
    {
        var time = DurationText.Format(Elapsed);
        var counts = string.Join(", ", StepCounts.Of(result, _observer.WordFor));
        if (result.IsCancelled)
            return $"Tango: cancelled after {time}: {counts}. Completed results are cached.";

        if (result.Succeeded && result.Steps.Any(step => step.State == StepState.Submitted))
            return $"Tango: {counts} in {time}. Build again to take the results of the jobs.";

        return result.Succeeded
            ? $"Tango: {counts} in {time}."
            : $"Tango: {counts} in {time}. Log: {log}";
    }

    private void LogLine(string line) => _log.LogLine(MessageImportance.High, line);
}
