using Tango.Identity;

namespace Tango.Cli;

/// <summary>One part of two identities of a step.</summary>
/// <param name="Name">Of what the part is, e.g. <c>epochs</c> or <c>code</c>.</param>
/// <param name="Old">Its text then; null if there was no such part.</param>
/// <param name="New">Its text now; null if there is no such part.</param>
/// <param name="Differs">Whether they differ; texts are short and may be equal all the same.</param>
internal sealed record IdentityChange(string Name, string? Old, string? New, bool Differs)
{
    private const int ShownOfHash = 8;

    /// <summary>Compares two identities part by part.</summary>
    /// <param name="before">Empty if it is not known.</param>
    /// <returns>Those that differ first. Empty if one is not known.</returns>
    public static IReadOnlyList<IdentityChange> Find(IReadOnlyList<IdentityEntry> before, IReadOnlyList<IdentityEntry> now)
    {
        if (before.Count == 0)
            return [];

        var changes = now.Select(entry => Compare(before.FirstOrDefault(old => old.Name == entry.Name), entry))
            .Concat(before.Where(old => now.All(entry => entry.Name != old.Name)).Select(old => Compare(old, null)));
        return [.. changes.OrderBy(change => change.Differs ? 0 : 1)];
    }

    private static IdentityChange Compare(IdentityEntry? old, IdentityEntry? now) =>
        new((old ?? now)!.Name.Replace(IdentityEntryNames.ArgumentPrefix, "", StringComparison.Ordinal), TextOf(old), TextOf(now), old?.Hash != now?.Hash);

    // The entry of a file has the content in its hash; its text is the name of the argument. That of code is all hash.
    private static string? TextOf(IdentityEntry? entry) => entry is null ? null
        : entry.Name.StartsWith(IdentityEntryNames.FilePrefix, StringComparison.Ordinal) ? Beginning(entry.Hash)
        : entry.Name == IdentityEntryNames.Code ? Beginning(entry.Text)
        : entry.Text;

    private static string Beginning(string hash) => hash[..Math.Min(ShownOfHash, hash.Length)];
}
