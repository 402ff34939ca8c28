using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>
/// Tells the build's log what happens in a run, while it happens: one line of high importance for each step that ends. Failures are
/// told with their place once the run is over (<see cref="PipelineResult.Diagnostics"/>).
/// </summary>
internal sealed class BuildLogObserver : IRunObserver
{
    // More lines than this tell a reader less, not more: the summary counts them, and detailed output has them.
    private const int MostCachedLines = 40;

    // Of steps in a cancelled run: it was running, or its turn had not come.
    private const string Stopped = "stopped";
    private const string NotRun = "not run";

    // Of steps whose results the remote cache had.
    private const string Fetched = "fetched";

    private readonly TaskLoggingHelper _log;
    private readonly DiagnosticLogger _diagnostics;
    private readonly ProgressThrottle _progress;
    private readonly ImmutableArray<StepDeclaration> _declarations;
    private readonly int _nameWidth;
    private readonly Dictionary<string, string?> _reasons = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _fetched = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes an observer.</summary>
    /// <param name="log">Where to write.</param>
    /// <param name="diagnostics">Where to write what steps warn of.</param>
    /// <param name="declarations">The steps: for the width of the column of names, and the places of warnings.</param>
    /// <param name="clock">The time; null: the system's.</param>
    public BuildLogObserver(TaskLoggingHelper log, DiagnosticLogger diagnostics, ImmutableArray<StepDeclaration> declarations, TimeProvider? clock = null)
    {
        _log = log;
        _diagnostics = diagnostics;
        _declarations = declarations;
        _nameWidth = StepLine.NameWidth(declarations);
        _progress = new ProgressThrottle(clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.RunStarted started:
                TellCached(started.Cached);
                break;
            case RunEvent.StepFetched fetched:
                _fetched.Add(fetched.Step);
                TellEnd(fetched.Step, Fetched, Seconds(fetched.Seconds), SizeText.Of(fetched.Size));
                break;
            case RunEvent.StepStarted started:
                _reasons[started.Step] = started.Reason;
                _progress.Start(started.Step);
                Tell(MessageImportance.Low, started.Step, "started", null, started.Reason);
                break;
            case RunEvent.StepWaiting waiting:
                Tell(MessageImportance.High, waiting.Step, "waiting", null, "another build is making this result");
                break;
            case RunEvent.StrayOutput stray:
                TellLines(MessageImportance.Low, "", stray.Text);
                break;
            case RunEvent.StepLogged logged:
                TellLogged(logged);
                break;
            case RunEvent.StepProgressed progressed:
                TellProgress(progressed);
                break;
            case RunEvent.StepCompleted { State: StepState.Ran } ran:
                TellEnd(ran.Step, "ran", Seconds(ran.Seconds), _reasons.GetValueOrDefault(ran.Step), FirstLine(ran.Summary));
                break;
            case RunEvent.StepCompleted made:
                TellEnd(made.Step, "cached", null, "made by another build meanwhile");
                break;
            case RunEvent.StepFailed failed:
                TellEnd(failed.Step, "failed", Seconds(failed.Seconds), _reasons.GetValueOrDefault(failed.Step));
                break;
            case RunEvent.StepBlocked blocked:
                TellEnd(blocked.Step, "blocked", null, $"needs {blocked.By}");
                break;
        }
    }

    /// <summary>Gives a line to every step that has had none yet, so that a reader finds each of them once.</summary>
    /// <param name="steps">All steps.</param>
    /// <param name="isCancelled">Whether the run was cancelled.</param>
    public void TellRest(IReadOnlyList<StepOutcome> steps, bool isCancelled)
    {
        TellCached([.. steps.Where(step => step.State == StepState.Cached).Select(step => step.Name)]);
        foreach (var step in steps)
        {
            if (!_told.Contains(step.Name))
                TellEnd(step.Name, WordFor(step, isCancelled), step.Duration == TimeSpan.Zero ? null : step.Duration, step.Reason, FirstLine(step.Summary));
        }
    }

    /// <summary>The word for what became of a step. Where a cached result came from is worth a word; a cancelled run has steps that somebody needs and that are not there, which is not what <c>skipped</c> says.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isCancelled">Whether the run was cancelled.</param>
    public string WordFor(StepOutcome step, bool isCancelled)
    {
        if (step.State == StepState.Cached && _fetched.Contains(step.Name))
            return Fetched;

        if (!isCancelled || step.State != StepState.Skipped)
            return StateText.Of(step.State);

        return _reasons.ContainsKey(step.Name) ? Stopped : NotRun;
    }

    private void TellCached(IReadOnlyList<string> names)
    {
        var importance = names.Count <= MostCachedLines ? MessageImportance.High : MessageImportance.Normal;
        foreach (var name in names)
        {
            if (_told.Add(name))
                Tell(importance, name, "cached", null);
        }
    }

    private void TellEnd(string step, string state, TimeSpan? duration, params ReadOnlySpan<string?> details)
    {
        _told.Add(step);
        Tell(MessageImportance.High, step, state, duration, details);
    }

    private void TellLogged(RunEvent.StepLogged logged)
    {
        if (logged.Level == StepLogLevel.Warning)
        {
            _diagnostics.Log(Descriptors.StepWarning.Of(new DiagnosticSubject(FileOf(logged.Step), logged.Step), logged.Step, logged.Text));
            return;
        }

        TellLines(logged.Level == StepLogLevel.Info ? MessageImportance.Normal : MessageImportance.Low, logged.Step, logged.Text);
    }

    private string? FileOf(string step)
    {
        foreach (var declaration in _declarations)
        {
            if (declaration.Name.Equals(step, StringComparison.OrdinalIgnoreCase))
                return declaration.File;
        }

        return null;
    }

    private void TellLines(MessageImportance importance, string step, string text)
    {
        if (!_log.LogsMessagesOfImportance(importance))
            return;

        foreach (var line in text.AsSpan().EnumerateLines())
            _log.LogMessage(importance, "{0}", $"  Tango  {step.PadRight(_nameWidth)}  | {line}");
    }

    private void TellProgress(RunEvent.StepProgressed progressed)
    {
        var isDue = _progress.IsDue(progressed.Step, out var running);
        var importance = isDue ? MessageImportance.High : MessageImportance.Low;
        if (_log.LogsMessagesOfImportance(importance))
            Tell(importance, progressed.Step, "running", running, ProgressText.Of(progressed));
    }

    private void Tell(MessageImportance importance, string step, string state, TimeSpan? duration, params ReadOnlySpan<string?> details)
    {
        if (_log.LogsMessagesOfImportance(importance))
            _log.LogMessage(importance, "{0}", StepLine.Format(_nameWidth, step, state, duration, details));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static string? FirstLine(string? text) => text?.AsSpan().Trim().IndexOfAny('\r', '\n') is >= 0 and var end ? text.Trim()[..end] : text?.Trim();
}
