using System.Buffers;
using System.Text.Unicode;

namespace Tango.Execution.Commands;

/// <summary>Finds the first byte that is not part of UTF-8 text.</summary>
internal static class Utf8Check
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Finds the first byte that is not UTF-8.</summary>
    /// <param name="stream">The text, from the current position.</param>
    /// <returns>The line, counted from 1, and the byte; null when all of it is UTF-8.</returns>
    public static (long Line, byte Value)? FindFault(Stream stream)
    {
        var block = new byte[BlockSize];
        var text = new char[BlockSize];
        var line = 1L;
        var rest = 0;
        while (true)
        {
            // A character whose bytes are not all in this block is checked with the next.
            var read = stream.Read(block.AsSpan(rest));
            var bytes = block.AsSpan(0, rest + read);
            var status = Utf8.ToUtf16(bytes, text, out var valid, out _, replaceInvalidSequences: false, isFinalBlock: read == 0);
            line += bytes[..valid].Count((byte)'\n');
            if (status == OperationStatus.InvalidData)
                return (line, bytes[valid]);

            if (read == 0)
                return null;

            bytes[valid..].CopyTo(block);
            rest = bytes.Length - valid;
        }
    }
}
