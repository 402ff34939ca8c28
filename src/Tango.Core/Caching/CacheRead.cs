using Tango.Caching.Entries;

namespace Tango.Caching;

/// <summary>The result of reading an entry.</summary>
public sealed record CacheRead
{
    private CacheRead(CacheReadState state) => State = state;

    /// <summary>There is no complete entry.</summary>
    public static CacheRead Missing { get; } = new(CacheReadState.Missing);

    /// <summary>Found, missing, corrupt or unusable.</summary>
    public CacheReadState State { get; }

    /// <summary>The result when found; null may be the result.</summary>
    public object? Value { get; private init; }

    /// <summary>If corrupt: what is wrong, and the path of the quarantined entry if it was moved; otherwise null.</summary>
    public string? Corruption { get; private init; }

    /// <summary>If unusable: why; otherwise null.</summary>
    public string? UnusableBecause { get; private init; }

    /// <summary>When found: the stamps of the entry's files, if the value contains their paths or if they were only verified.</summary>
    internal EntryStamps? Stamps { get; init; }

    /// <summary>The entry is complete and as it was stored.</summary>
    /// <param name="value">The result; null when the entry was only verified, too.</param>
    public static CacheRead Found(object? value) => new(CacheReadState.Found) { Value = value };

    /// <summary>The entry is not as it was stored.</summary>
    /// <param name="corruption">What is wrong, and the path of the quarantined entry if it was moved.</param>
    public static CacheRead Corrupt(string corruption) => new(CacheReadState.Corrupt) { Corruption = corruption };

    /// <summary>The entry cannot be used here, and was left as it is.</summary>
    /// <param name="why">Why, as part of a sentence.</param>
    public static CacheRead Unusable(string why) => new(CacheReadState.Unusable) { UnusableBecause = why };
}
