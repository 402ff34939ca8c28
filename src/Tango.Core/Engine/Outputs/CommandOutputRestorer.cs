using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Exports;
using Tango.Diagnostics;
using Tango.Engine.UpToDate;
using Tango.Execution.Commands;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Engine.Outputs;

/// <summary>Restores the outputs of commands in the project.</summary>
internal sealed class CommandOutputRestorer
{
    private readonly PipelineRequest _request;
    private readonly ProjectOutputs _outputs;
    private readonly VerifiedOutputs _verified;
    private readonly RunTally _tally;
    private readonly RunFindings _findings;
    private readonly StateFiles _state;
    private readonly PathClaims _claims;
    private readonly List<string> _others = [];
    private readonly List<Diagnostic> _warnings = [];

    public CommandOutputRestorer(PipelineRequest request, StateFiles state, DirectoryStepCache cache, RunTally tally, RunFindings findings)
    {
        _state = state;
        _claims = cache.Claims;
        _request = request;
        _outputs = new ProjectOutputs(cache, request.ProjectDirectory, request.OutputFolders) { MayReplace = request.MayReplace };
        _verified = new VerifiedOutputs(_outputs, new ExportVerification(request, findings));
        _tally = tally;
        _findings = findings;
    }

    /// <summary>Full paths of files in the outputs of commands that are no part of their results.</summary>
    public IReadOnlyList<string> Others => _others;

    /// <summary>The warnings about them, in this build and in later builds that find everything as this one leaves it.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <summary>Before steps run: restores the outputs of cached commands, because commands that run may read them.</summary>
    /// <param name="observer">Receives an event when it waits for another build.</param>
    public async Task RestoreMissingAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps.Where(step => step.SameAs is null && ProjectOutputs.IsFor(step.Node)))
        {
            if (step.Action == PlannedAction.Cached)
                await RestoreMissingAsync(step, observer, cancellationToken).ConfigureAwait(false);
            else if (step.Action == PlannedAction.Run && _request.VerifyExports)
                _verified.HashExisting(step.Node, cancellationToken);
        }
    }

    /// <summary>After all steps have run: restores the files of every command, and records those that a command has just written.</summary>
    /// <param name="observer">Receives an event when it waits for another build.</param>
    /// <returns>The outcomes, with the files of commands.</returns>
    public async Task<IReadOnlyList<StepOutcome>> RestoreAsync(Plan plan, IReadOnlyList<StepOutcome> outcomes, IRunObserver observer, CancellationToken cancellationToken)
    {
        var commands = plan.Steps
            .Where(step => ProjectOutputs.IsFor(step.Node) && _tally.StateOf(step) is (StepState.Cached or StepState.Ran))
            .ToDictionary(step => step.Node.Name, StringComparer.OrdinalIgnoreCase);
        _others.Clear();
        _warnings.Clear();
        var exported = new Dictionary<string, StepOutcome>(PathComparison.Comparer);
        foreach (var outcome in outcomes)
        {
            foreach (var path in outcome.ExportedFiles)
                exported[path] = outcome;
        }

        HashSet<string> before = commands.Count > 0 ? PreviousFiles() : [];
        var placed = new List<StepOutcome>(outcomes.Count);
        foreach (var outcome in outcomes)
        {
            placed.Add(commands.TryGetValue(outcome.Name, out var step)
                ? await RestoreAsync(step, outcome, exported, before, observer, cancellationToken).ConfigureAwait(false)
                : outcome);
        }

        return placed;
    }

    private async Task<StepOutcome> RestoreAsync(
        PlannedStep step, StepOutcome outcome, Dictionary<string, StepOutcome> exported, HashSet<string> before, IRunObserver observer, CancellationToken cancellationToken)
    {
        var placed = step.IsCacheable || step.Action == PlannedAction.Cached
            ? await RestoreMissingAsync(step, observer, cancellationToken).ConfigureAwait(false) ?? new ExportedResult(CacheReadState.Missing, [])
            : new ExportedResult(CacheReadState.Found, _outputs.Present(step.Node));
        if (_outputs.Claim(step.Node, placed.Files) is { } conflict)
            _findings.Add(conflict);

        ReportExported(step, placed.Files, exported);

        // If the result could not be restored, it is unknown which files are not part of it.
        if ((step.IsCacheable || step.Action == PlannedAction.Cached) && placed.State == CacheReadState.Found)
            WarnOfOthers(step, _outputs.Others(step.Node, placed.Files).Where(path => !exported.ContainsKey(path) && !before.Contains(path)));

        _verified.CheckWritten(step.Node, placed.Files, cancellationToken);
        return outcome with { OutputFiles = placed.Files, Folders = placed.Folders };
    }

    // Files that the last build put there and this one does not: each is removed, unless it was changed since.
    private HashSet<string> PreviousFiles() => new(UpToDateFile.Read(_state.UpToDate)?.Steps.SelectMany(step => step.OutputFiles) ?? [], PathComparison.Comparer);

    private void ReportExported(PlannedStep step, ImmutableArray<string> files, Dictionary<string, StepOutcome> exported)
    {
        foreach (var path in files)
        {
            if (exported.TryGetValue(path, out var other) && other.Name != step.Node.Name)
            {
                Add(Descriptors.ExportedTwice.Create(new DiagnosticSubject(step.Node.File, other.Name, SettingNames.ExportTo), step.Node.Name, other.Name, path, ""));
                return;
            }
        }
    }

    // If the command ran, it has reported them itself.
    private void WarnOfOthers(PlannedStep step, IEnumerable<string> others)
    {
        foreach (var path in others)
        {
            var relative = Path.GetRelativePath(_request.ProjectDirectory, path).Replace('\\', '/');
            var warning = Warning(step, CommandOutputFiles.NoPart(relative));
            _others.Add(path);
            _warnings.Add(warning);
            if (_tally.StateOf(step) == StepState.Cached)
                Add(warning);
        }
    }

    // Null if it could not be restored.
    private async Task<ExportedResult?> RestoreMissingAsync(PlannedStep step, IRunObserver observer, CancellationToken cancellationToken)
    {
        void Wait(string place) => observer.OnEvent(new RunEvent.StepWaiting { Step = step.Node.Name, UniqueId = step.Identity.UniqueId, Path = place });
        try
        {
            using var claim = await _claims.AcquireAsync(_outputs.PathsOf(step.Node), Wait, cancellationToken).ConfigureAwait(false);
            if (_request.VerifyExports && await _verified.HasChangedAsync(step.Node, step.Identity.UniqueId, cancellationToken).ConfigureAwait(false))
                return null;

            if (_outputs.RemoveFailed(step.Node, _state.Scratch) is { } backup)
                Add(Warning(step, CommandOutputFiles.BackupOf(backup)));

            var placed = await _outputs.RestoreAsync(step.Node, step.Identity.UniqueId, cancellationToken).ConfigureAwait(false);
            if (placed.State == CacheReadState.Found)
                return placed;

            _findings.AddMissing(step.Node, step.Identity.UniqueId, placed.Corruption);
        }
        catch (ExportRefusedException refused) when (refused.Link is null)
        {
            Add(Descriptors.ExportInTheWay.Create(new DiagnosticSubject(step.Node.File, step.Node.Name, CommandNames.Outputs), step.Node.Name, refused.ExportPath));
        }
        catch (ExportRefusedException refused)
        {
            Add(Descriptors.LinkInTheWay.Create(new DiagnosticSubject(step.Node.File, step.Node.Name, CommandNames.Outputs), step.Node.Name, refused.ExportPath, refused.Link, FolderLinks.TargetOf(refused.Link!)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Add(Descriptors.ExportFailed.Create(new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name, _request.ProjectDirectory, exception.Message, Descriptors.SolutionOfExport));
        }

        return null;
    }

    private static Diagnostic Warning(PlannedStep step, string text) =>
        Descriptors.StepWarning.Create(new DiagnosticSubject(step.Node.File, step.Node.Name), step.Node.Name, text);

    // The same warning is found before steps run, afterwards, and in each pass of a build; it is reported once.
    private void Add(Diagnostic diagnostic)
    {
        if (!_findings.Diagnostics.Contains(diagnostic))
            _findings.Add(diagnostic);
    }
}
