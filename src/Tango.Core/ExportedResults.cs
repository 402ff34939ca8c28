using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Runs;
using Tango.Steps;

namespace Tango;

/// <summary>Makes results available where declarations ask for it (<c>ExportTo</c>), and replaces there only what exports may replace.</summary>
internal sealed class ExportedResults
{
    private readonly PipelineRequest _request;
    private readonly DirectoryStepCache _cache;
    private readonly RunFindings _findings;
    private readonly Dictionary<string, string> _stepByFile = new(StringComparer.Ordinal);

    public ExportedResults(PipelineRequest request, DirectoryStepCache cache, RunFindings findings)
    {
        _request = request;
        _cache = cache;
        _findings = findings;
    }

    /// <summary>Exports the results that are there.</summary>
    /// <param name="graph">The steps.</param>
    /// <param name="outcomes">What became of them.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <returns>The outcomes, with what was exported.</returns>
    public async Task<ImmutableArray<StepOutcome>> ExportAsync(
        StepGraph graph, ImmutableArray<StepOutcome> outcomes, CancellationToken cancellationToken)
    {
        _stepByFile.Clear();
        var exported = ImmutableArray.CreateBuilder<StepOutcome>(outcomes.Length);
        foreach (var outcome in outcomes)
        {
            var node = graph.Find(outcome.Name)!;
            var isWanted = node.Settings.ExportTo is not null && outcome.State is (StepState.Cached or StepState.Ran);
            exported.Add(isWanted ? await ExportAsync(node, outcome, cancellationToken).ConfigureAwait(false) : outcome);
        }

        return exported.MoveToImmutable();
    }

    private async Task<StepOutcome> ExportAsync(StepNode node, StepOutcome outcome, CancellationToken cancellationToken)
    {
        var place = ExportPlaces.FullPath(node.Settings.ExportTo!, _request.ProjectDirectory);
        var subject = new DiagnosticSubject(node.File, node.Name, SettingNames.ExportTo);
        try
        {
            var export = await _cache.ExportAsync(outcome.UniqueId, place, MayReplace, cancellationToken).ConfigureAwait(false);
            if (export.State != CacheReadState.Found)
            {
                _findings.AddLost(node, outcome.UniqueId, export.Damage);
                return outcome;
            }

            if (export.Files.IsEmpty)
            {
                _findings.Add(Descriptors.ExportFailed.Of(subject, node.Name, place, "its result is null."));
            }

            foreach (var file in export.Files)
            {
                _stepByFile[file] = node.Name;
            }

            return outcome with { ExportedTo = place, ExportedFiles = export.Files };
        }
        catch (ExportRefusedException refused)
        {
            _findings.Add(_stepByFile.TryGetValue(refused.Place, out var other)
                ? Descriptors.ExportedTwice.Of(subject, other, node.Name, refused.Place)
                : Descriptors.ExportInTheWay.Of(subject, node.Name, refused.Place));
            return outcome;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _findings.Add(Descriptors.ExportFailed.Of(subject, node.Name, place, exception.Message));
            return outcome;
        }
    }

    private bool MayReplace(string path) => !_stepByFile.ContainsKey(path) && (_request.MayReplace is null || _request.MayReplace(path));
}
