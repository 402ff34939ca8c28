namespace Tango.Caching;

/// <summary>What a verification found.</summary>
/// <param name="Sound">Entries that are as they were stored.</param>
/// <param name="Damaged">Unique ids of those that are not, with what is wrong and where they were put; in order.</param>
public sealed record VerifiedEntries(int Sound, IReadOnlyList<KeyValuePair<string, string>> Damaged);
