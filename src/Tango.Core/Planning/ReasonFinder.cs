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

        if (last.UniqueId != step.Identity.UniqueId)
        {
            var changes = _cache.TryGetMetadata(last.UniqueId) is { } before
                ? IdentityDifference.Find(before.Identity, step.Identity.Entries, () => CodeChanges(before.CodeFingerprint, step))
                : [];
            if (!changes.IsEmpty)
            {
                return changes;
            }
        }

        return [new Reason(last.State is StepState.Ran or StepState.Cached ? ReasonKind.EntryMissing : ReasonKind.NotCompleted)];
    }

    private string? CodeChanges(string? before, PlannedStep step) => before is null ? null : _options.DescribeCode?.Invoke(before, step.Node.Type);
}
