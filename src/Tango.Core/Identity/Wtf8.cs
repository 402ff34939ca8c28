using System.Text;

namespace Tango.Identity;

/// <summary>UTF-8 that also encodes lone surrogates, as three bytes each: C# strings may contain them, and replacing them, as UTF-8 encoders do, would make different strings equal.</summary>
internal static class Wtf8
{
    public static byte[] GetBytes(ReadOnlySpan<char> text)
    {
        var bytes = new List<byte>(text.Length + (text.Length / 8));
        Span<byte> encoded = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            }
            else
            {
                var unit = text[0];
                bytes.AddRange([(byte)(0xE0 | (unit >> 12)), (byte)(0x80 | ((unit >> 6) & 0x3F)), (byte)(0x80 | (unit & 0x3F))]);
            }

            text = text[consumed..];
        }

        return [.. bytes];
    }
}
