using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Execution.Plans;
using Tango.Identity;

namespace Tango.Execution.Results;

/// <summary>
/// Takes the result of an earlier step over if everything that a step uses is as it was then: the id of a step above has changed, and its result has not. The new id gets an entry
/// that shares the files of the earlier one.
/// </summary>
/// <param name="cache">The cache of the run; null if it keeps no files.</param>
/// <param name="inputs">The results of other projects that the run uses, by their unique ids, with the directories of their caches.</param>
internal sealed class EarlyCutoff(DirectoryStepCache? cache, IReadOnlyDictionary<string, string> inputs)
{
    private readonly ConcurrentDictionary<string, string> _results = new(StringComparer.Ordinal);

    /// <summary>Brings the result of an earlier step into the cache if it is elsewhere; null: there is nowhere else.</summary>
    public Func<ExecutionStep, string, CancellationToken, Task>? Ask { get; init; }

    /// <summary>For the steps of a plan.</summary>
    /// <param name="ask">As <see cref="Ask"/>.</param>
    public static EarlyCutoff For(ExecutionPlan plan, StepCache cache, Func<ExecutionStep, string, CancellationToken, Task>? ask)
    {
        var elsewhere = plan.Inputs.Where(input => input.CacheDirectory is not null).DistinctBy(input => input.UniqueId);
        return new(cache as DirectoryStepCache, elsewhere.ToDictionary(input => input.UniqueId, input => input.CacheDirectory!, StringComparer.Ordinal)) { Ask = ask };
    }

    /// <summary>The cut-off key of a step whose inputs are complete; null if it has none.</summary>
    public string? KeyOf(ExecutionStep step) => cache is not null && step is { CutoffPart: { } part, IsCacheable: true }
        ? CutoffKey.Create(part, step.Dependencies.Select(uniqueId => _results.GetOrAdd(uniqueId, Represent)))
        : null;

    /// <summary>Takes an earlier result over. The caller owns the step's id.</summary>
    /// <param name="key">The step's key.</param>
    /// <returns>The unique id of the earlier entry; null if there is none, so that the step must run.</returns>
    public async Task<string?> TryTakeAsync(ExecutionStep step, string key, CancellationToken cancellationToken)
    {
        var earlier = cache!.FindByCutoffKey(key)?.UniqueId;
        if (earlier is null && Ask is not null)
        {
            await Ask(step, key, cancellationToken).ConfigureAwait(false);
            earlier = cache.FindByCutoffKey(key)?.UniqueId;
        }

        if (earlier is null || earlier == step.UniqueId)
            return null;

        try
        {
            return await cache.TryShareAsync(earlier, key, earlierEntry => SharedEntry.Describe(earlierEntry, step.UniqueId, step.Name, step.Identity, step.Dependencies, key), cancellationToken).ConfigureAwait(false) ? earlier : null;
        }
        catch (TangoException)
        {
            // The step runs. If its own result cannot be stored either, that is the error to report.
            return null;
        }
    }

    // A result that is not cached has no digest; what is deterministic has the same result for the same id.
    private string Represent(string uniqueId)
    {
        var holder = inputs.TryGetValue(uniqueId, out var directory) ? new DirectoryStepCache(directory) : cache!;
        return holder.GetMetadata(uniqueId) is { } metadata ? ResultContent.DigestOf(metadata) : ResultContent.Of(uniqueId);
    }
}
