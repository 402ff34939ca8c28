using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>Takes the earlier results over that a plan has found: each gets an entry under its step's id. What must run before that can be known is the worker's (<c>EarlyCutoff</c>).</summary>
internal sealed class TakenResults(DirectoryStepCache cache)
{
    private readonly HashSet<string> _notTaken = new(StringComparer.Ordinal);

    /// <summary>Whether any was taken over.</summary>
    public bool HasAny { get; private set; }

    /// <summary>The unique ids of the steps whose earlier results could not be taken over.</summary>
    public FrozenSet<string> NotTaken => _notTaken.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Takes the results of a plan over.</summary>
    /// <param name="observer">Receives an event for each.</param>
    /// <returns>Whether there were any, so that a new plan is needed: each is in the cache now, or its step runs.</returns>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public async Task<bool> TakeAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        var found = plan.Steps.Where(step => step.Earlier is not null).ToList();
        if (found.Count == 0)
            return false;

        // A plan contains only steps of its own project.
        var ids = plan.Steps.ToDictionary(step => step.Node, step => step.Identity.UniqueId);
        foreach (var step in found)
        {
            ImmutableArray<string> dependencies = [.. step.Node.Inputs.Select(input => input.Referenced?.Step.UniqueId ?? ids[input])];
            if (!await TakeAsync(step, dependencies, observer, cancellationToken).ConfigureAwait(false))
                _notTaken.Add(step.Identity.UniqueId);
        }

        return true;
    }

    private async Task<bool> TakeAsync(PlannedStep step, ImmutableArray<string> dependencies, IRunObserver observer, CancellationToken cancellationToken)
    {
        var uniqueId = step.Identity.UniqueId;
        void TellWaiting() => observer.OnEvent(new RunEvent.StepWaiting { Step = step.Node.Name, UniqueId = uniqueId });
        var owner = await cache.AcquireAsync(uniqueId, TellWaiting, cancellationToken).ConfigureAwait(false);
        await using var end = owner.ConfigureAwait(false);
        var (key, earlier) = (step.Earlier!.Key, step.Earlier.Entry.UniqueId);
        var isThere = cache.Contains(uniqueId) || await cache.TryShareAsync(earlier, earlierEntry => SharedEntry.Describe(earlierEntry, uniqueId, step.Node.Name, step.Identity.Entries, dependencies, key), cancellationToken).ConfigureAwait(false);
        if (isThere)
        {
            HasAny = true;
            IgnoreFile.EnsureFor(cache.DirectoryPath);
            observer.OnEvent(new RunEvent.StepCompleted
            {
                Step = step.Node.Name,
                UniqueId = uniqueId,
                State = StepState.Cached,
                Summary = step.Entry.Summary is { } summary ? TextLimits.Cut(summary, TextLimits.MaxSummary) : null,
                Metrics = step.Entry.Metrics,
                ResultSize = step.Entry.Size,
                TakenFrom = earlier,
            });
        }

        return isThere;
    }
}
