namespace Tango.Caching;

/// <summary>What a verification found.</summary>
public sealed record VerificationResult
{
    /// <summary>How many entries are intact.</summary>
    public int IntactCount { get; init; }

    /// <summary>The corrupt entries, in ordinal order of their ids.</summary>
    public IReadOnlyList<CorruptEntry> Corrupt { get; init; } = [];

    /// <summary>The entries that cannot be used here, and so were not verified, in ordinal order of their ids.</summary>
    public IReadOnlyList<UnusableEntry> Unusable { get; init; } = [];
}
