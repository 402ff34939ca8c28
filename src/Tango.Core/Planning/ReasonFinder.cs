using System.Collections.Immutable;
using Tango.Caching;
using Tango.Runs;

namespace Tango.Planning;

/// <summary>Says why a step runs: what is forced, what cannot be stored, what is gone, and what differs from the step's last run.</summary>
internal sealed class ReasonFinder
{
    private readonly StepCache _cache;
    private readonly RunHistory _history;
    private readonly PlanOptions _options;

    public ReasonFinder(StepCache cache, RunHistory history, PlanOptions options)
    {
        _cache = cache;
        _history = history;
        _options = options;
    }

    public PlannedStep Explain(PlannedStep step) => step with { Reasons = ReasonsFor(step) };

    private ImmutableArray<Reason> ReasonsFor(PlannedStep step)
    {
        if (step.IsForced)
        {
            return [new Reason(ReasonKind.Forced)];
        }

        if (step.NotStoredBecause is { } notStored)
        {
            return [notStored];
        }

        if (_options.Damaged.Contains(step.Identity.UniqueId))
        {
            return [new Reason(ReasonKind.EntryDamaged)];
        }

        if (_history.Find(step.Node.Name) is not { } last)
        {
            return [new Reason(ReasonKind.FirstRun)];
        }

        if (last.UniqueId != step.Identity.UniqueId && Changes(last, step) is { IsEmpty: false } changes)
        {
            return changes;
        }

        return [new Reason(last.State is StepState.Ran or StepState.Cached ? ReasonKind.EntryMissing : ReasonKind.NotCompleted)];
    }

    private ImmutableArray<Reason> Changes(LastRun last, PlannedStep step)
    {
        // A step that failed has no entry; nor has one whose entry was removed.
        var before = _cache.TryGetMetadata(last.UniqueId) is { } entry
            ? new PastIdentity(entry.Identity, entry.CodeFingerprint)
            : _options.Recall?.Invoke(last.UniqueId);
        if (before is not null)
        {
            return IdentityDifference.Find(before.Entries, step.Identity.Entries, () => CodeChanges(before.CodeFingerprint, step));
        }

        // All that is known of it is its code.
        return step.Node.Type.Version is null && last.CodeFingerprint is { } code && code != step.Node.Type.CodeFingerprint
            ? [new Reason(ReasonKind.CodeChanged, CodeChanges(code, step))]
            : [];
    }

    private string? CodeChanges(string? before, PlannedStep step) => before is null ? null : _options.DescribeCode?.Invoke(before, step.Node.Type);
}
