using System.Collections.Immutable;
using Tango.Caching;
using Tango.Graph;
using Tango.Identity;
using Tango.Parameters;
using Tango.Runs;

namespace Tango.Planning;

/// <summary>Finds why a step runs: it is forced, its result cannot be cached or is missing, or it differs from its last run.</summary>
internal sealed class ReasonFinder
{
    // If more steps changed, the argument's name is more helpful than theirs.
    private const int MaxNamedSteps = 3;

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
            return [new Reason(ReasonKind.Forced)];

        if (step.NotCachedBecause is { } notStored)
            return [notStored];

        if (step.HasUnusableEntry || _options.Unusable.Contains(step.Identity.UniqueId))
            return [new Reason(ReasonKind.EntryUnusable)];

        if (step.Entry.State == CacheReadState.Corrupt || _options.Corrupt.Contains(step.Identity.UniqueId))
            return [new Reason(ReasonKind.EntryDamaged)];

        if (_history.Find(step.Node.Name) is not { } last)
            return [new Reason(ReasonKind.FirstRun)];

        if (last.UniqueId != step.Identity.UniqueId && Changes(last, step) is { IsEmpty: false } changes)
            return changes;

        return [new Reason(last.State is StepState.Ran or StepState.Cached ? ReasonKind.EntryMissing : ReasonKind.NotCompleted)];
    }

    private ImmutableArray<Reason> Changes(StepOutcome last, PlannedStep step)
    {
        // A step that failed has no entry; nor has one whose entry was removed.
        var entry = _cache.GetMetadata(last.UniqueId);
        var before = entry is not null
            ? new PastIdentity(entry.Identity, entry.CodeFingerprint)
            : _options.FindPastIdentity?.Invoke(last.UniqueId);
        if (before is not null)
        {
            var changes = IdentityDifference.Find(before.Entries, step.Identity.Entries, () => CodeChanges(before.CodeFingerprint, step));
            changes = [.. changes.Select(reason => DescribeFile(reason, step.Node, before.Entries))];
            return entry is null ? changes : [.. changes.SelectMany(reason => NameSteps(reason, step.Node, entry)).Distinct()];
        }

        // Only its code is known.
        return step.Node.Type.Version is null && last.CodeFingerprint is { } code && code != step.Node.Type.CodeFingerprint
            ? [new Reason(ReasonKind.CodeChanged, CodeChanges(code, step))]
            : [];
    }

    private static Reason DescribeFile(Reason reason, StepNode node, ImmutableArray<IdentityEntry> before) =>
        reason is { Kind: ReasonKind.InputFileChanged, Subject: { } name } && LineEndings.OnlyDiffer(node, name, before) ? reason with { New = "only line endings differ" } : reason;

    private string? CodeChanges(string? before, PlannedStep step) => before is null ? null : _options.DescribeCode?.Invoke(before, step.Node.Type);

    // The encoding of an argument with several references shows only that one of them changed. The metadata contains the ids of all steps whose results were used.
    private IEnumerable<Reason> NameSteps(Reason reason, StepNode node, EntryMetadata before)
    {
        var argument = reason.Kind == ReasonKind.UpstreamChanged
            ? node.Arguments.FirstOrDefault(argument => argument.Parameter.Name == reason.Subject && argument.Value is not ArgumentValue.Reference)
            : null;
        if (argument is null)
            return [reason];

        var names = References.In(argument.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var changed = node.Inputs.Where(input => names.Contains(input.Name) && !before.Dependencies.Contains(_uniqueIdOf(input))).ToList();
        return changed.Count is 0 or > MaxNamedSteps
            ? [reason]
            : changed.Select(input => new Reason(ReasonKind.UpstreamChanged, input.Name));
    }
}
