namespace Tango.Caching.Entries;

/// <summary>An entry was removed or replaced after it had been verified and before one of its files was opened. That may be much later, when a stored sequence is enumerated.</summary>
internal sealed class EntryRemovedException : IOException
{
    public EntryRemovedException(string uniqueId, Exception inner)
        : base($"The cache entry '{uniqueId}' was removed or replaced while its result was being read. Ask for the result again, or build again.", inner) =>
        UniqueId = uniqueId;

    public string UniqueId { get; }
}
