namespace Tango.Caching;

/// <summary>What came of reading an entry.</summary>
/// <param name="State">Found, missing or damaged.</param>
/// <param name="Value">The result when found; null may be the result.</param>
/// <param name="Damage">When damaged: what was found wrong, and where the entry was put.</param>
public sealed record CacheRead(CacheReadState State, object? Value = null, string? Damage = null)
{
    /// <summary>There is no complete entry.</summary>
    public static CacheRead Missing { get; } = new(CacheReadState.Missing);

    /// <summary>The entry was complete and sound.</summary>
    /// <param name="value">The result.</param>
    public static CacheRead Found(object? value) => new(CacheReadState.Found, value);
}
