namespace Tango.Caching;

/// <summary>What a collection did.</summary>
public sealed record CollectionResult
{
    /// <summary>The keys of the entries that were removed, the one first that was not used for the longest time.</summary>
    public IReadOnlyList<string> RemovedIds { get; init; } = [];

    /// <summary>How many entries were removed.</summary>
    public int RemovedCount { get; init; }

    /// <summary>The size of the removed entries, in bytes.</summary>
    public long RemovedBytes { get; init; }

    /// <summary>How many entries are left, unfinished ones too.</summary>
    public int KeptCount { get; init; }

    /// <summary>How many of these are unfinished: their steps are running, or were killed.</summary>
    public int KeptUnfinishedCount { get; init; }

    /// <summary>The size of the entries that are left, in bytes.</summary>
    public long KeptBytes { get; init; }
}
