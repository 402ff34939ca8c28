using System.Buffers;

namespace Tango.Identity;

/// <summary>Encodes bytes with 32 lower-case characters that are distinct on every file system (RFC 4648's alphabet in lower case).</summary>
internal static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>Whether a text has only such characters.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Characters) < 0;

    /// <summary>Encodes bytes whose number is a multiple of 5; each 5 bytes become 8 characters.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        string.Create(bytes.Length / 5 * 8, bytes, static (text, bytes) =>
        {
            var at = 0;
            for (var start = 0; start < bytes.Length; start += 5)
            {
                var group = ((ulong)bytes[start] << 32)
                    | ((ulong)bytes[start + 1] << 24)
                    | ((ulong)bytes[start + 2] << 16)
                    | ((ulong)bytes[start + 3] << 8)
                    | bytes[start + 4];
                for (var shift = 35; shift >= 0; shift -= 5)
                    text[at++] = Alphabet[(int)(group >> shift) & 31];
            }
        });
}
