using System.Collections.Immutable;
using Tango.Caching;
using Tango.Diagnostics;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>Sees to it that what commands write is at its place in the project.</summary>
internal sealed class PlacedCommands
{
    private readonly PipelineRequest _request;
    private readonly CommandPlacement _placement;
    private readonly RunTally _tally;
    private readonly RunFindings _findings;

    public PlacedCommands(PipelineRequest request, DirectoryStepCache cache, RunTally tally, RunFindings findings)
    {
        _request = request;
        _placement = new CommandPlacement(cache, request.ProjectDirectory);
        _tally = tally;
        _findings = findings;
    }

    /// <summary>Before anything runs: puts back what cached commands have written. Commands that run may look for it there.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public async Task PutBackAsync(Plan plan, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps.Where(step => step.Action == PlannedAction.Cached && CommandPlacement.IsFor(step.Node)))
        {
            await PutBackAsync(step, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>When everything has run: the files of every command, those that a command has just written included.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="outcomes">What became of the steps.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <returns>The outcomes, with the files of commands.</returns>
    public async Task<ImmutableArray<StepOutcome>> PlaceAsync(Plan plan, ImmutableArray<StepOutcome> outcomes, CancellationToken cancellationToken)
    {
        var commands = plan.Steps
            .Where(step => CommandPlacement.IsFor(step.Node) && _tally.StateOf(step) is (StepState.Cached or StepState.Ran))
            .ToDictionary(step => step.Node.Name, StringComparer.OrdinalIgnoreCase);
        var placed = ImmutableArray.CreateBuilder<StepOutcome>(outcomes.Length);
        foreach (var outcome in outcomes)
        {
            placed.Add(commands.TryGetValue(outcome.Name, out var step)
                ? outcome with { PlacedFiles = await PlaceAsync(step, cancellationToken).ConfigureAwait(false) }
                : outcome);
        }

        return placed.MoveToImmutable();
    }

    private async Task<ImmutableArray<string>> PlaceAsync(PlannedStep step, CancellationToken cancellationToken)
    {
        var files = step.IsStored || step.Action == PlannedAction.Cached
            ? await PutBackAsync(step, cancellationToken).ConfigureAwait(false)
            : _placement.Present(step.Node);
        if (_placement.Claim(step.Node, files) is { } conflict)
        {
            _findings.Add(conflict);
        }

        return files;
    }

    private async Task<ImmutableArray<string>> PutBackAsync(PlannedStep step, CancellationToken cancellationToken)
    {
        try
        {
            var placed = await _placement.PutBackAsync(step.Node, step.Identity.UniqueId, cancellationToken).ConfigureAwait(false);
            if (placed.State == CacheReadState.Found)
            {
                return placed.Files;
            }

            _findings.AddLost(step.Node, step.Identity.UniqueId, placed.Damage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var subject = new DiagnosticSubject(step.Node.File, step.Node.Name);
            _findings.Add(Descriptors.ExportFailed.Of(subject, step.Node.Name, _request.ProjectDirectory, exception.Message));
        }

        return [];
    }
}
