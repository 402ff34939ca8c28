using System.Collections.Immutable;
using Tango.Caching;
using Tango.Graph;
using Tango.Parameters;
using Tango.Runs;

namespace Tango.Planning;

/// <summary>Says why a step runs: what is forced, what cannot be stored, what is gone, and what differs from the step's last run.</summary>
internal sealed class ReasonFinder
{
    // More names than this tell a reader less than the argument's.
    private const int MostNamedSteps = 3;

    private readonly StepCache _cache;
    private readonly RunHistory _history;
    private readonly PlanOptions _options;
    private readonly Func<StepNode, string> _uniqueIdOf;

    public ReasonFinder(StepCache cache, RunHistory history, PlanOptions options, Func<StepNode, string> uniqueIdOf)
    {
        _uniqueIdOf = uniqueIdOf;
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
        var entry = _cache.TryGetMetadata(last.UniqueId);
        var before = entry is not null
            ? new PastIdentity(entry.Identity, entry.CodeFingerprint)
            : _options.Recall?.Invoke(last.UniqueId);
        if (before is not null)
        {
            var changes = IdentityDifference.Find(before.Entries, step.Identity.Entries, () => CodeChanges(before.CodeFingerprint, step));
            return entry is null ? changes : [.. changes.SelectMany(reason => NameSteps(reason, step.Node, entry)).Distinct()];
        }

        // All that is known of it is its code.
        return step.Node.Type.Version is null && last.CodeFingerprint is { } code && code != step.Node.Type.CodeFingerprint
            ? [new Reason(ReasonKind.CodeChanged, CodeChanges(code, step))]
            : [];
    }

    private string? CodeChanges(string? before, PlannedStep step) => before is null ? null : _options.DescribeCode?.Invoke(before, step.Node.Type);

    // Of an argument that holds several references, its encoding tells only that something behind it changed. The record knows the ids of all steps that were taken.
    private IEnumerable<Reason> NameSteps(Reason reason, StepNode node, EntryMetadata before)
    {
        var argument = reason.Kind == ReasonKind.UpstreamChanged
            ? node.Arguments.FirstOrDefault(argument => argument.Parameter.Name == reason.Subject && argument.Value is not ArgumentValue.Reference)
            : null;
        if (argument is null)
        {
            return [reason];
        }

        var names = References.In(argument.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var changed = node.Inputs.Where(input => names.Contains(input.Name) && !before.Dependencies.Contains(_uniqueIdOf(input))).ToList();
        return changed.Count is 0 or > MostNamedSteps
            ? [reason]
            : changed.Select(input => new Reason(ReasonKind.UpstreamChanged, input.Name));
    }
}
