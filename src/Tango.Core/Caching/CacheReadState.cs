namespace Tango.Caching;

/// <summary>The state of an entry that was read.</summary>
public enum CacheReadState
{
    /// <summary>The entry was complete and intact.</summary>
    Found,

    /// <summary>There is no complete entry.</summary>
    Missing,

    /// <summary>The entry differs from its metadata.</summary>
    Corrupt,

    /// <summary>The entry cannot be used here and was left as it is: another version of Tango wrote it, its format is unknown, or access is denied.</summary>
    Unusable,
}
