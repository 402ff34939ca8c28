using Tango.Caching;
using Tango.Caching.Exports;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;
using Tango.Steps;

namespace Tango.Engine.Outputs;

/// <summary>Exports results to the paths in their declarations (<c>ExportTo</c>), and replaces only files that exports may replace.</summary>
internal sealed class ExportedResults
{
    private readonly PipelineRequest _request;
    private readonly DirectoryStepCache _cache;
    private readonly RunFindings _findings;
    private readonly ExportVerification _verification;
    private readonly Dictionary<string, string> _stepByFile = new(StringComparer.Ordinal);

    public ExportedResults(PipelineRequest request, DirectoryStepCache cache, RunFindings findings)
    {
        _request = request;
        _cache = cache;
        _findings = findings;
        _verification = new ExportVerification(request, findings);
    }

    /// <summary>Exports the available results.</summary>
    /// <returns>The outcomes, with the exported files.</returns>
    public async Task<IReadOnlyList<StepOutcome>> ExportAsync(
        StepGraph graph, IReadOnlyList<StepOutcome> outcomes, CancellationToken cancellationToken)
    {
        _stepByFile.Clear();
        var exported = new List<StepOutcome>(outcomes.Count);
        foreach (var outcome in outcomes)
        {
            var node = graph.Find(outcome.Name)!;
            exported.Add(IsWanted(node, outcome) ? await ExportAsync(node, outcome, graph, cancellationToken).ConfigureAwait(false) : outcome);
        }

        return exported;
    }

    /// <summary>Reports results that are available and should have been exported but were not, in a build that reports no other error.</summary>
    /// <param name="outcomes">The outcomes of the declared steps.</param>
    public void CheckComplete(Plan plan, IReadOnlyList<StepOutcome> outcomes)
    {
        var nodes = plan.Steps.ToDictionary(step => step.Node.Name, step => step.Node, StringComparer.OrdinalIgnoreCase);
        foreach (var outcome in outcomes)
        {
            if (IsWanted(nodes[outcome.Name], outcome) && outcome.ExportedTo is null)
            {
                var subject = new DiagnosticSubject(nodes[outcome.Name].File, outcome.Name, SettingNames.ExportTo);
                _findings.Add(Descriptors.ExportFailed.Create(subject, outcome.Name, nodes[outcome.Name].Export.To, "its result was missing from the cache each time after the step had run.", "Keep other programs from removing entries of the cache, and build again."));
            }
        }
    }

    private static bool IsWanted(StepNode node, StepOutcome outcome) => node.Export.To is not null && outcome.State is (StepState.Cached or StepState.Ran);

    private async Task<StepOutcome> ExportAsync(StepNode node, StepOutcome outcome, StepGraph graph, CancellationToken cancellationToken)
    {
        var place = ExportPaths.FullPath(node.Export.To!, _request.ProjectDirectory);
        var subject = new DiagnosticSubject(node.File, node.Name, SettingNames.ExportTo);
        try
        {
            var export = _verification.Covers(place)
                ? await VerifyAsync(node, outcome, place, graph, cancellationToken).ConfigureAwait(false)
                : await _cache.ExportAsync(outcome.UniqueId, place, RulesFor(node), cancellationToken).ConfigureAwait(false);
            if (export is null)
                return outcome;

            if (export.State != CacheReadState.Found)
            {
                _findings.AddMissing(node, outcome.UniqueId, export.Corruption);
                return outcome;
            }

            if (export.Files.IsEmpty)
                _findings.Add(Descriptors.ExportFailed.Create(subject, node.Name, place, "its result is null.", "Let the step return a value, or remove ExportTo."));

            foreach (var file in export.Files)
                _stepByFile[file] = node.Name;

            return outcome with { ExportedTo = place, ExportedFiles = export.Files, Folders = [.. outcome.Folders, .. export.Folders] };
        }
        catch (ExportRefusedException refused)
        {
            _findings.Add(refused.Link is { } link ? Descriptors.LinkInTheWay.Create(subject, node.Name, refused.ExportPath, link, FolderLinks.TargetOf(link))
                : _stepByFile.TryGetValue(refused.ExportPath, out var other) ? Descriptors.ExportedTwice.Create(subject, other, node.Name, refused.ExportPath, "")
                : Descriptors.ExportInTheWay.Create(subject, node.Name, refused.ExportPath));
            return outcome;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _findings.Add(Descriptors.ExportFailed.Create(subject, node.Name, place, exception.Message, Descriptors.SolutionOfExport));
            return outcome;
        }
    }

    // Null if there are differences, which are reported.
    private async Task<ExportedResult?> VerifyAsync(StepNode node, StepOutcome outcome, string place, StepGraph graph, CancellationToken cancellationToken)
    {
        var ownsFolder = node.Export.Mode == ExportMode.Replace && !IsShared(place, node, graph);
        var compared = await _cache.CompareAsync(outcome.UniqueId, place, ownsFolder, cancellationToken).ConfigureAwait(false);
        foreach (var difference in compared.Differences)
            _verification.Report(node, SettingNames.ExportTo, difference);

        return compared.Differences.IsEmpty ? new ExportedResult(compared.State, compared.Files) { Corruption = compared.Corruption } : null;
    }

    // Files that another step exports into the same folder are not part of this result, and no error.
    private bool IsShared(string place, StepNode node, StepGraph graph) => graph.Nodes.Any(other =>
        other != node && other.Export.To is { } exportTo && PathComparison.IsIn(ExportPaths.FullPath(exportTo, _request.ProjectDirectory), place));

    private ExportRules RulesFor(StepNode node) => new(
        new FolderLinks(_request.ProjectDirectory, _request.OutputFolders),
        path => MayReplace(path, node),
        path => !_stepByFile.ContainsKey(path) && _request.IsExport is { } isExport && isExport(path))
    {
        MayRemove = _request.MayReplace is null ? null : path => MayReplace(path, node),
    };

    private bool MayReplace(string path, StepNode node) =>
        !_stepByFile.ContainsKey(path) && (_request.MayReplace is null || _request.MayReplace(path, node.Export.Mode));
}
