namespace Tango.Caching;

/// <summary>What came of reading an entry.</summary>
public enum CacheReadState
{
    /// <summary>The entry was complete and sound.</summary>
    Found,

    /// <summary>There is no complete entry.</summary>
    Missing,

    /// <summary>The entry was not what its metadata says; it has been set aside.</summary>
    Damaged,
}
