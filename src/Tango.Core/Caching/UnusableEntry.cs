namespace Tango.Caching;

/// <summary>An entry that cannot be used here, and was left as it is.</summary>
public sealed record UnusableEntry
{
    /// <summary>The entry's key.</summary>
    public required string UniqueId { get; init; }

    /// <summary>Why, as part of a sentence.</summary>
    public required string Why { get; init; }
}
