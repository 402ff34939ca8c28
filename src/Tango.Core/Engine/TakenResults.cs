using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Graph;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>Takes the earlier results over that a plan has found: each gets an entry under its step's id. What must run before that can be known is the worker's (<c>EarlyCutoff</c>).</summary>
internal sealed class TakenResults(DirectoryStepCache cache)
{
    // Each waits for the disk most of the time.
    private const int MaxConcurrency = 8;

    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private ImmutableArray<string> _notTaken = [];

    /// <summary>Whether any was taken over.</summary>
    public bool HasAny { get; private set; }

    /// <summary>The unique ids of the steps whose earlier results could not be taken over.</summary>
    public FrozenSet<string> NotTaken => _notTaken.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Takes the results of a plan over.</summary>
    /// <param name="observer">Receives an event for each.</param>
    /// <returns>Whether there were any, so that a new plan is needed: each is in the cache now, or its step runs.</returns>
    public async Task<bool> TakeAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        var found = plan.Steps.Where(step => step.Earlier is not null).ToList();
        if (found.Count == 0)
            return false;

        // A plan contains only steps of its own project.
        var ids = plan.Steps.ToDictionary(step => step.Node, step => step.Identity.UniqueId);
        var isTaken = new bool[found.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Count, options, async (index, token) => isTaken[index] = await TryTakeAsync(found[index], ids, observer, token).ConfigureAwait(false)).ConfigureAwait(false);
        for (var index = 0; index < found.Count; index++)
        {
            if (isTaken[index])
                Report(found[index], observer);

            // One that was taken and is still not there would be taken for ever.
            if (!_tried.Add(found[index].Identity.UniqueId) || !isTaken[index])
                _notTaken = _notTaken.Add(found[index].Identity.UniqueId);
        }

        return true;
    }

    private async Task<bool> TryTakeAsync(PlannedStep step, Dictionary<StepNode, string> ids, IRunObserver observer, CancellationToken cancellationToken)
    {
        var uniqueId = step.Identity.UniqueId;
        var (key, earlier) = (step.Earlier!.Key, step.Earlier.Entry.UniqueId);
        ImmutableArray<string> dependencies = [.. step.Node.Inputs.Select(input => input.Referenced?.Step.UniqueId ?? ids[input])];
        void TellWaiting() => observer.OnEvent(new RunEvent.StepWaiting { Step = step.Node.Name, UniqueId = uniqueId });
        try
        {
            var owner = await cache.AcquireAsync(uniqueId, TellWaiting, cancellationToken).ConfigureAwait(false);
            await using var end = owner.ConfigureAwait(false);
            return cache.Contains(uniqueId)
                || await cache.TryShareAsync(earlier, key, entry => SharedEntry.Describe(entry, uniqueId, step.Node.Name, step.Identity.Entries, dependencies, key), cancellationToken).ConfigureAwait(false);
        }
        catch (TangoException)
        {
            // The step runs. If its own result cannot be stored either, that is the error to report.
            return false;
        }
    }

    private void Report(PlannedStep step, IRunObserver observer)
    {
        HasAny = true;
        IgnoreFile.EnsureFor(cache.DirectoryPath);
        observer.OnEvent(new RunEvent.StepCompleted
        {
            Step = step.Node.Name,
            UniqueId = step.Identity.UniqueId,
            State = StepState.Cached,
            Summary = step.Entry.Summary is { } summary ? TextLimits.Cut(summary, TextLimits.MaxSummary) : null,
            Metrics = step.Entry.Metrics ?? StepMetrics.None,
            ResultSize = step.Entry.Size,
            TakenFrom = step.Earlier!.Entry.UniqueId,
        });
    }
}
