using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Graph;
using Tango.Steps;

namespace Tango.Planning;

/// <summary>What is asked of a plan.</summary>
internal sealed record PlanOptions
{
    /// <summary>Everything, nothing forced.</summary>
    public static PlanOptions Default { get; } = new();

    /// <summary>Names or globs of the steps wanted; empty: all.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Tells the steps wanted where names do not; null: <see cref="Select"/> does.</summary>
    public Func<StepNode, bool>? IsWanted { get; init; }

    /// <summary>Names or globs of steps to run though cached.</summary>
    public ImmutableArray<string> Force { get; init; } = [];

    /// <summary>Whether results are only taken from the cache: a missing one blocks its step, and nothing runs.</summary>
    public bool CacheOnly { get; init; }

    /// <summary>The unique ids of entries that were found damaged: they count as missing.</summary>
    public FrozenSet<string> Damaged { get; init; } = [];

    /// <summary>The unique ids of entries that the remote cache holds: they count as cached.</summary>
    public FrozenSet<string> Remote { get; init; } = [];

    /// <summary>Says what differs between an earlier fingerprint and a step type's code; null when that is not known.</summary>
    internal Func<string, StepType, string?>? DescribeCode { get; init; }

    /// <summary>Recalls who a step was by its unique id, when there is no entry that tells; null when that is not known.</summary>
    public Func<string, PastIdentity?>? Recall { get; init; }
}
