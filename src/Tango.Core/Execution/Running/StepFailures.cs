using Tango.Caching;
using Tango.Caching.Exports;
using Tango.Diagnostics;
using Tango.Execution.Arguments;
using Tango.Execution.Commands;
using Tango.Execution.Plans;
using Tango.IO;
using Tango.Runs;
using Tango.Steps.Commands;

namespace Tango.Execution.Running;

/// <summary>Describes why a step failed, from what it threw.</summary>
/// <param name="mask">Replaces secrets.</param>
/// <param name="projectDirectory">The full path of the project's folder; null in code.</param>
internal sealed class StepFailures(SecretMask mask, string? projectDirectory)
{
    /// <summary>The event.</summary>
    /// <param name="duration">How long the step ran.</param>
    /// <param name="logPath">The full path of its log; null if it has none.</param>
    public RunEvent.StepFailed Describe(ExecutionStep step, Exception exception, TimeSpan duration, string? logPath)
    {
        var diagnostic = exception switch
        {
            ResultNotStorableException refused => refused.Describe(step.Name),
            TangoException { Diagnostics: [var first, ..] } => first,
            CommandException failure => failure.Describe(step.Name, logPath),
            SecretNotSetException missing => Descriptors.SecretNotSet.Create(DiagnosticSubject.None, missing.Variable, step.Name),
            ExportRefusedException { Link: { } link } refused => Descriptors.LinkInTheWay.Create(DiagnosticSubject.None, step.Name, refused.ExportPath, link, FolderLinks.TargetOf(link)),
            _ when CacheAccess.IsRefusal(exception) && step.Type == CommandNames.FullName => CacheAccess.FilesNotAccessible(step.Name, exception).Diagnostics[0],
            StepTimeoutException timeout => Descriptors.StepTimedOut.Create(DiagnosticSubject.None, step.Name, timeout.Limit, logPath ?? "none"),
            _ => StepFailed(step, exception, logPath),
        };
        return new RunEvent.StepFailed
        {
            Step = step.Name,
            UniqueId = step.UniqueId,
            Duration = duration,
            Code = diagnostic.Code,
            Message = TextLimits.Cut(diagnostic.Message, TextLimits.MaxError),
            LogPath = logPath,
            SourceFile = diagnostic.Frame?.File,
            SourceLine = diagnostic.Frame?.Line ?? 0,
        };
    }

    private Diagnostic StepFailed(ExecutionStep step, Exception exception, string? logPath)
    {
        var text = FailureText.Format(exception, mask);
        var hint = InputFileHint.For(step, exception, text, projectDirectory);
        var failed = Descriptors.StepFailed.Create(DiagnosticSubject.None, step.Name, text, hint + (logPath is null ? "" : $" Log: {logPath}"));
        return failed with { Frame = FailureText.Frame(exception) };
    }
}
