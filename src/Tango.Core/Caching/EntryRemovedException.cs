namespace Tango.Caching;

/// <summary>An entry was removed or replaced after it had been verified and before a file of it was opened: perhaps much later, by the enumeration of a stored sequence.</summary>
internal sealed class EntryRemovedException : IOException
{
    public EntryRemovedException(string uniqueId, Exception inner)
        : base($"The cache entry '{uniqueId}' was removed or replaced while its result was being read. Ask for the result again, or build again.", inner) =>
        UniqueId = uniqueId;

    public string UniqueId { get; }
}
