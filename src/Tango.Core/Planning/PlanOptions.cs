using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Caching.Entries;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Planning;

/// <summary>The options of a plan.</summary>
internal sealed record PlanOptions
{
    /// <summary>All steps, none forced.</summary>
    public static PlanOptions Default { get; } = new();

    /// <summary>Names or globs of the wanted steps; empty: all.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Decides which steps are wanted if names cannot; null: <see cref="Select"/> does.</summary>
    public Func<StepNode, bool>? IsWanted { get; init; }

    /// <summary>Names or globs of steps to run even if cached.</summary>
    public ImmutableArray<string> Force { get; init; } = [];

    /// <summary>Whether results come only from the cache: a missing one blocks its step, and nothing runs.</summary>
    public bool CacheOnly { get; init; }

    /// <summary>What is known of entries without a look into the cache, by their unique ids: all but the fingerprint of the code that ran.</summary>
    public IReadOnlyDictionary<string, EntryLook> Known { get; init; } = FrozenDictionary<string, EntryLook>.Empty;

    /// <summary>The unique ids of corrupt entries: they count as missing.</summary>
    public FrozenSet<string> Corrupt { get; init; } = [];

    /// <summary>The unique ids of entries that cannot be used; the cache looks for their results elsewhere already.</summary>
    public FrozenSet<string> Unusable { get; init; } = [];

    /// <summary>The unique ids of entries in the remote cache: they count as cached.</summary>
    public FrozenSet<string> Remote { get; init; } = [];

    /// <summary>
    /// The part of a step's key for early cut-off that is known before the plan; null if it has none. Left out: there is no early cut-off.
    /// </summary>
    public Func<StepNode, StepIdentity, string?>? CutoffPartOf { get; init; }

    /// <summary>The unique ids of earlier results that could not be taken over: their steps run.</summary>
    public FrozenSet<string> NotTaken { get; init; } = [];

    /// <summary>Describes the difference between an earlier fingerprint and a step type's code; null if it is unknown.</summary>
    internal Func<string, StepType, string?>? DescribeCode { get; init; }

    /// <summary>Finds the earlier identity of a step by its unique id, if there is no entry with it; null if it is unknown.</summary>
    public Func<string, PastIdentity?>? FindPastIdentity { get; init; }
}
