using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Graph;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>
/// Finds the steps of a plan that need not run, although a step above them has another id than before: all results that they use are in the cache, and an earlier step has computed the
/// same from the same. What cannot be known before a step above has run is decided when it has (<c>EarlyCutoff</c>).
/// </summary>
/// <param name="steps">The steps of the plan, each after those it depends on; those before the one to find are decided.</param>
internal sealed class EarlierResults(StepCache cache, IReadOnlyList<PlannedStep> steps, PlanOptions options)
{
    private readonly Dictionary<string, string?> _digests = new(StringComparer.Ordinal);
    private readonly Dictionary<StepNode, EntryMetadata> _unneeded = [];

    /// <summary>Remembers the earlier result of a step that is not needed: where nothing may run, steps below it may be found by it.</summary>
    public void Note(PlannedStep step)
    {
        if (Find(step).Earlier is { Entry: var entry })
            _unneeded.Add(step.Node, entry);
    }

    /// <summary>The step as cached, if there is an earlier result; otherwise as it is. An entry of its own that is corrupt is quarantined first, in another plan.</summary>
    public PlannedStep Find(PlannedStep step)
    {
        if (step is not { CutoffPart: { } part, IsForced: false, Entry.State: CacheReadState.Missing })
            return step;

        var results = new string[step.Node.Inputs.Length];
        for (var index = 0; index < results.Length; index++)
        {
            if (Represent(step.Node.Inputs[index]) is not { } result)
                return step;

            results[index] = result;
        }

        var key = CutoffKey.Create(part, results);
        return !options.NotTaken.Contains(step.Identity.UniqueId) && cache.FindByCutoffKey(key) is { } entry
            && entry.UniqueId != step.Identity.UniqueId && !options.Corrupt.Contains(entry.UniqueId) && IsUsable(entry, step)
            ? step with { Action = PlannedAction.Cached, Earlier = new EarlierResult(key, entry), Entry = EntryLook.Found(entry), Reasons = [new Reason(ReasonKind.UpstreamUnchanged)] }
            : step;
    }

    private static bool IsUsable(EntryMetadata entry, PlannedStep step)
    {
        try
        {
            ExpectedFormat.From(step.Identity.Format, step.Node.CustomFormat).Check(entry);
            return true;
        }
        catch (EntryUnusableException)
        {
            return false;
        }
    }

    // Null if the result is not in the cache yet.
    private string? Represent(StepNode input)
    {
        if (input.Referenced is { } other)
            return DigestOf(other.Step.UniqueId, new DirectoryStepCache(other.CacheDirectory));

        return _unneeded.TryGetValue(input, out var unneeded) ? ResultContent.DigestOf(unneeded) : steps[input.Index] switch
        {
            { Earlier.Entry: var entry } => ResultContent.DigestOf(entry),
            { Action: PlannedAction.Cached or PlannedAction.NotNeeded, IsCacheable: true, IsRemote: false, SameAs: null } step => DigestOf(step.Identity.UniqueId, cache),
            _ => null,
        };
    }

    private string? DigestOf(string uniqueId, StepCache holder)
    {
        if (!_digests.TryGetValue(uniqueId, out var digest))
            _digests.Add(uniqueId, digest = holder.GetMetadata(uniqueId) is { } entry ? ResultContent.DigestOf(entry) : null);

        return digest;
    }
}
