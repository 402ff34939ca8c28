using System.Text;

namespace Tango.Caching.Remote;

/// <summary>
/// Writes and reads the message <c>ActionResult</c> of the Remote Execution API, as far as a result of one file needs it: <c>output_files</c> (2), each an <c>OutputFile</c> of <c>path</c> (1) and
/// <c>digest</c> (2), which has <c>hash</c> (1) and <c>size_bytes</c> (2). Fields of other numbers are skipped, as protocol buffers want it.
/// </summary>
internal static class ActionResult
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private const int HashLength = 64;

    /// <summary>Writes the result of an action with one output.</summary>
    /// <param name="path">The output's path.</param>
    /// <param name="hash">Its SHA-256 hash, in lower-case hexadecimal digits.</param>
    /// <param name="size">Its size in bytes.</param>
    public static byte[] Write(string path, string hash, long size)
    {
        var digest = new List<byte>();
        AddField(digest, 1, Encoding.ASCII.GetBytes(hash));
        digest.Add((2 << 3) | Varint);
        AddVarint(digest, (ulong)size);
        var file = new List<byte>();
        AddField(file, 1, Encoding.UTF8.GetBytes(path));
        AddField(file, 2, [.. digest]);
        var result = new List<byte>();
        AddField(result, 2, [.. file]);
        return [.. result];
    }

    /// <summary>The hash of the first output.</summary>
    /// <returns>Null if it is not such a message.</returns>
    public static string? ReadHash(ReadOnlySpan<byte> result)
    {
        if (!TryFind(result, 2, out var file) || !TryFind(file, 2, out var digest) || !TryFind(digest, 1, out var hash) || hash.Length != HashLength)
            return null;

        var text = Encoding.ASCII.GetString(hash);
        return text.All(char.IsAsciiHexDigitLower) ? text : null;
    }

    private static void AddField(List<byte> message, int number, byte[] content)
    {
        message.Add((byte)((number << 3) | Delimited));
        AddVarint(message, (ulong)content.Length);
        message.AddRange(content);
    }

    private static void AddVarint(List<byte> message, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            message.Add((byte)(value | 0x80));

        message.Add((byte)value);
    }

    private static bool TryFind(ReadOnlySpan<byte> message, ulong number, out ReadOnlySpan<byte> content)
    {
        content = default;
        while (TryReadVarint(ref message, out var tag))
        {
            var length = (int)(tag & 7) switch
            {
                Varint => TryReadVarint(ref message, out _) ? 0UL : ulong.MaxValue,
                Fixed64 => 8UL,
                Fixed32 => 4UL,
                Delimited => TryReadVarint(ref message, out var announced) ? announced : ulong.MaxValue,
                _ => ulong.MaxValue,
            };
            if (length > (ulong)message.Length)
                return false;

            if (tag == ((number << 3) | Delimited))
            {
                content = message[..(int)length];
                return true;
            }

            message = message[(int)length..];
        }

        return false;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && message.Length > 0; shift += 7)
        {
            var part = message[0];
            message = message[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }

        return false;
    }
}
