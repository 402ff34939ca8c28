using System.Collections.Immutable;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Identity;

namespace Tango.Planning;

/// <summary>The plan for one step.</summary>
/// <param name="Action">Run, cached, blocked or not needed.</param>
/// <param name="Reasons">The reasons, the most specific first; empty for steps that are cached or not needed.</param>
internal sealed record PlannedStep(
    StepNode Node,
    StepIdentity Identity,
    PlannedAction Action,
    ImmutableArray<Reason> Reasons)
{
    /// <summary>Whether the result is cached after the run.</summary>
    public bool IsCacheable { get; init; }

    /// <summary>What its entry in the cache tells; missing for results that are not cached.</summary>
    public EntryLook Entry { get; init; } = EntryLook.Missing;

    /// <summary>Whether its entry is left as it is, so that the result of a run is not stored there.</summary>
    public bool HasUnusableEntry => Entry.State == CacheReadState.Unusable;

    /// <summary>The warning about an entry that is left as it is.</summary>
    public Diagnostic UnusableEntryWarning => Descriptors.UnusableEntry.Create(new DiagnosticSubject(Node.File, Node.Name), Identity.UniqueId, Entry.Why);

    /// <summary>Whether it was requested to run even if cached.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether the result is in the remote cache only.</summary>
    public bool IsRemote { get; init; }

    /// <summary>How long it took when it last ran; zero if that is not known.</summary>
    public TimeSpan LastDuration { get; init; }

    /// <summary>An equal step that runs in this build, and whose result is used for both. Null if there is none.</summary>
    public StepNode? SameAs { get; init; }

    /// <summary>The part of its key for early cut-off that is known before it runs; null if it has none, or does not run.</summary>
    public string? CutoffPart { get; init; }

    /// <summary>The earlier result that it takes over: nothing that it uses has changed, although its id has. Null if there is none.</summary>
    public EarlierResult? Earlier { get; init; }

    /// <summary>Whether it runs only if the result of a step above it changes: nothing else has, and early cut-off would end the change there.</summary>
    public bool IsConditional => Action == PlannedAction.Run && CutoffPart is not null && !Reasons.IsEmpty && Reasons.All(reason => reason.Kind == ReasonKind.UpstreamChanged);

    /// <summary>Whether this build computes the result, by the step itself or by an equal one.</summary>
    public bool IsComputed => Action == PlannedAction.Run || SameAs is not null;

    /// <summary>Why the result is not cached; null if it is.</summary>
    public Reason? NotCachedBecause { get; init; }

    /// <summary>All reasons in words. For a step that runs, also why its result is not cached; for a cached one, where it is cached if not here. Empty if there is nothing to report.</summary>
    public string ReasonText
    {
        get
        {
            if (IsRemote)
                return "in the remote cache";

            var reasons = string.Join(Reason.Separator, Reasons);
            return Action == PlannedAction.Run && NotCachedBecause is { } why && !Reasons.Contains(why) ? $"{reasons} ({NotCached(why)})".TrimStart() : reasons;
        }
    }

    private static string NotCached(Reason why) => why.Kind == ReasonKind.NotCacheable ? $"{why}" : $"not cached: {why}";
}
