namespace Tango.Caching;

/// <summary>One file of an entry.</summary>
/// <param name="Name">Its path within the entry as stored, with <c>/</c>: <c>result.json.zst</c>.</param>
/// <param name="Size">Bytes as stored.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the bytes as stored.</param>
public sealed record EntryFile(string Name, long Size, string Sha256);
