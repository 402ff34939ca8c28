using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Diagnostics;
using Tango.Engine;
using Tango.Graph;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Build.Tasks;

/// <summary>
/// Logs a run to the build's log while it happens: one line of high importance for each step that ends. Failures are reported with their positions after the run (<see
/// cref="PipelineResult.Diagnostics"/>).
/// </summary>
internal sealed class BuildLogObserver : IRunObserver
{
    // More lines are not helpful: the summary counts them, and detailed output contains them.
    private const int MaxCachedLines = 40;

    // For steps that were running when the run was cancelled.
    private const string Stopped = "stopped";

    // For steps whose results were fetched from the remote cache.
    private const string Fetched = "fetched";

    private readonly TaskLoggingHelper _log;
    private readonly DiagnosticLogger _diagnostics;
    private readonly ProgressThrottle _progress;
    private readonly ImmutableArray<StepDeclaration> _declarations;
    private readonly int _nameWidth;
    private readonly Dictionary<string, string?> _reasons = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _fetched = new(StringComparer.OrdinalIgnoreCase);

    // What was fetched for steps that asked for an earlier result: a line of a step tells its end.
    private readonly Dictionary<string, RunEvent.StepFetched?> _earlier = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _logged = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasNoChanges;

    /// <summary>Creates an observer.</summary>
    /// <param name="diagnostics">Receives the warnings of steps.</param>
    /// <param name="declarations">The steps: for the width of the name column, and the positions of warnings.</param>
    /// <param name="clock">The clock; null: the system's.</param>
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
                _hasNoChanges = started.HasNoChanges;
                LogCached(started.CachedSteps);
                break;
            case RunEvent.EarlierResultWanted wanted:
                _earlier[wanted.Step] = null;
                break;
            case RunEvent.StepFetched fetched when _earlier.ContainsKey(fetched.Step):
                _fetched.Add(fetched.Step);
                _earlier[fetched.Step] = fetched;
                break;
            case RunEvent.StepFetched fetched:
                _fetched.Add(fetched.Step);
                LogEnd(fetched.Step, Fetched, fetched.Duration, SizeText.Format(fetched.Size));
                break;
            case RunEvent.StepSubmitted { IsLeft: true } left:
                LogEnd(left.Step, StateText.Format(StepState.Submitted), null, "job " + left.Job);
                break;
            case RunEvent.StepSubmitted submitted:
                Log(MessageImportance.Low, submitted.Step, StateText.Format(StepState.Submitted), null, "job " + submitted.Job);
                break;
            case RunEvent.StepStarted started:
                _reasons[started.Step] = started.Reason;
                _progress.Start(started.Step);
                Log(MessageImportance.Low, started.Step, "started", null, started.Reason);
                break;
            case RunEvent.StepWaiting waiting:
                Log(MessageImportance.High, waiting.Step, "waiting", null, waiting.Path is { } place ? $"another build is writing to '{place}'" : "another build is computing this result");
                break;
            case RunEvent.StrayOutput stray:
                LogLines(MessageImportance.Low, "", stray.Text);
                break;
            case RunEvent.StepLogged logged:
                LogMessage(logged);
                break;
            case RunEvent.StepProgressed progressed:
                LogProgress(progressed);
                break;
            case RunEvent.StepCompleted { State: StepState.Ran } ran:
                LogEnd(ran.Step, "ran", ran.Duration, _reasons.GetValueOrDefault(ran.Step), FirstLine(ran.Summary));
                break;
            case RunEvent.StepCompleted { SameAs: { } made } same:
                LogEnd(same.Step, StateText.SameAs(made), null);
                break;
            case RunEvent.StepCompleted { TakenFrom: not null } taken when _earlier.GetValueOrDefault(taken.Step) is { } fetched:
                LogEnd(taken.Step, Fetched, fetched.Duration, SizeText.Format(fetched.Size), StateText.UpstreamUnchanged);
                break;
            case RunEvent.StepCompleted { TakenFrom: not null } taken:
                LogEnd(taken.Step, StateText.Format(StepState.Cached), null, StateText.UpstreamUnchanged);
                break;
            case RunEvent.StepCompleted made:
                LogEnd(made.Step, StateText.Format(StepState.Cached), null, "made by another build");
                break;
            case RunEvent.StepFailed failed:
                LogEnd(failed.Step, "failed", failed.Duration, _reasons.GetValueOrDefault(failed.Step));
                break;
            case RunEvent.StepBlocked blocked:
                LogEnd(blocked.Step, "blocked", null, $"needs {blocked.BlockingStep}");
                break;
        }
    }

    /// <summary>Writes a line for every step that has none yet, so that each step has exactly one.</summary>
    public void LogRemaining(IReadOnlyList<StepOutcome> steps)
    {
        LogCached([.. steps.Where(step => step.State == StepState.Cached).Select(step => step.Name)]);
        foreach (var step in steps)
        {
            if (_logged.Add(step.Name))
                Log(ImportanceOf(step.State), step.Name, WordFor(step), step.Duration == TimeSpan.Zero ? null : step.Duration, step.Reason, FirstLine(step.Summary));
        }
    }

    /// <summary>The word for the state of a step. It also shows where a cached result came from, and which steps were running when the run was cancelled.</summary>
    public string WordFor(StepOutcome step) => step.State switch
    {
        StepState.Cached when _fetched.Contains(step.Name) => Fetched,
        StepState.NotRun when _reasons.ContainsKey(step.Name) => Stopped,
        _ => StateText.Format(step.State),
    };

    private void LogCached(IReadOnlyList<string> names)
    {
        var importance = names.Count <= MaxCachedLines && !_hasNoChanges ? MessageImportance.High : MessageImportance.Normal;
        foreach (var name in names)
        {
            if (_logged.Add(name))
                Log(importance, name, "cached", null);
        }
    }

    // A build leaves steps out because it was told to.
    private static MessageImportance ImportanceOf(StepState state) => state == StepState.Skipped ? MessageImportance.Normal : MessageImportance.High;

    private void LogEnd(string step, string state, TimeSpan? duration, params ReadOnlySpan<string?> details)
    {
        _logged.Add(step);
        Log(MessageImportance.High, step, state, duration, details);
    }

    private void LogMessage(RunEvent.StepLogged logged)
    {
        if (logged.Level == StepLogLevel.Warning)
        {
            var (subject, text) = (new DiagnosticSubject(FileOf(logged.Step), logged.Step), PrintableText.Line(logged.Text));
            _diagnostics.Log(logged.Code is { } code ? new Diagnostic(Descriptors.Find(code), subject, text) : Descriptors.StepWarning.Create(subject, logged.Step, text));
            return;
        }

        LogLines(logged.Level == StepLogLevel.Info ? MessageImportance.Normal : MessageImportance.Low, logged.Step, logged.Text);
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

    private void LogLines(MessageImportance importance, string step, string text)
    {
        if (!_log.LogsMessagesOfImportance(importance))
            return;

        foreach (var line in text.AsSpan().EnumerateLines())
            _log.LogLine(importance, $"  Tango  {step.PadRight(_nameWidth)}  | {line}");
    }

    private void LogProgress(RunEvent.StepProgressed progressed)
    {
        var isDue = _progress.IsDue(progressed.Step, out var running);
        var importance = isDue ? MessageImportance.High : MessageImportance.Low;
        if (_log.LogsMessagesOfImportance(importance))
            Log(importance, progressed.Step, "running", running, ProgressText.Format(progressed));
    }

    private void Log(MessageImportance importance, string step, string state, TimeSpan? duration, params ReadOnlySpan<string?> details)
    {
        if (_log.LogsMessagesOfImportance(importance))
            _log.LogLine(importance, StepLine.Format(_nameWidth, step, state, duration, details));
    }

    private static string? FirstLine(string? text) => text?.AsSpan().Trim().IndexOfAny('\r', '\n') is >= 0 and var end ? text.Trim()[..end] : text?.Trim();
}
