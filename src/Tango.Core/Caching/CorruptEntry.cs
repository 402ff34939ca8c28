namespace Tango.Caching;

/// <summary>An entry that is not as it was stored.</summary>
public sealed record CorruptEntry
{
    /// <summary>The entry's key.</summary>
    public required string UniqueId { get; init; }

    /// <summary>What is wrong, and the path of the quarantined entry if it was moved.</summary>
    public required string Corruption { get; init; }
}
