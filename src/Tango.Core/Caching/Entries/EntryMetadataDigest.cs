using System.Security.Cryptography;

namespace Tango.Caching.Entries;

/// <summary>
/// The digest of <c>metadata.json</c> in itself, by which any change to the file is noticed, whatever it hits. It is the last property, <c>digest</c>: 64 lower-case hexadecimal
/// characters, the SHA-256 of all bytes of the file before the quotation mark that opens the property's name. After it come only a quotation mark, a line end, a brace and a line
/// end. Later layouts keep this rule: only so can an intact file of a newer version be told from a damaged one.
/// </summary>
internal static class EntryMetadataDigest
{
    /// <summary>The name of the property.</summary>
    public const string Property = "digest";

    private const int Length = 2 * SHA256.HashSizeInBytes;

    /// <summary>What is written as its value before the digest is known.</summary>
    public static readonly string Placeholder = new('0', Length);

    private static ReadOnlySpan<byte> Start => "\"digest\": \""u8;

    private static ReadOnlySpan<byte> End => "\"\n}\n"u8;

    private static int TailLength => Start.Length + Length + End.Length;

    /// <summary>Puts the digest in the place of the placeholder.</summary>
    /// <param name="json">The whole file.</param>
    /// <returns>The same array.</returns>
    public static byte[] Fill(byte[] json)
    {
        Compute(json, json.AsSpan(json.Length - End.Length - Length, Length));
        return json;
    }

    /// <summary>Whether the file has the digest of its content.</summary>
    /// <param name="json">The whole file.</param>
    public static bool IsRight(ReadOnlySpan<byte> json)
    {
        if (json.Length < TailLength)
            return false;

        var tail = json[^TailLength..];
        Span<byte> digest = stackalloc byte[Length];
        Compute(json, digest);
        return tail.StartsWith(Start) && tail.EndsWith(End) && tail.Slice(Start.Length, Length).SequenceEqual(digest);
    }

    private static void Compute(ReadOnlySpan<byte> json, Span<byte> digest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json[..^TailLength], hash);
        Convert.TryToHexStringLower(hash, digest, out _);
    }
}
