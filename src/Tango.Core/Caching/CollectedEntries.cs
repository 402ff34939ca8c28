namespace Tango.Caching;

/// <summary>What a collection did.</summary>
/// <param name="Removed">Entries removed.</param>
/// <param name="RemovedBytes">Their size.</param>
/// <param name="Kept">Entries left.</param>
/// <param name="KeptBytes">Their size.</param>
public sealed record CollectedEntries(int Removed, long RemovedBytes, int Kept, long KeptBytes);
