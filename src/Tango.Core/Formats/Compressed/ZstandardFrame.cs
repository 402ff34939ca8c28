using System.Buffers.Binary;

namespace Tango.Formats.Compressed;

/// <summary>
/// Small Zstandard frames without the Zstandard library (RFC 8878, 3.1.1): one uncompressed block. For a file that is smaller than a disk block compression saves nothing, and
/// the library costs tens of milliseconds at first use.
/// </summary>
internal static class ZstandardFrame
{
    /// <summary>The maximum content of such a frame in bytes: the frame fits into a disk block of the usual size.</summary>
    public const int LargestContent = 4096 - HeaderSize;

    private const int HeaderSize = 4 + 1 + 2 + 3;
    private const uint Magic = 0xFD2FB528;

    // Single segment, no checksum, no dictionary; the content's size in one byte or in two.
    private const byte OneByteSize = 0b0010_0000;
    private const byte TwoByteSize = 0b0110_0000;

    // A two-byte content size is stored minus this offset.
    private const int SizeOffset = 256;
    private const int LastRawBlock = 1;
    private const int BlockSizeShift = 3;

    /// <summary>Writes content as a frame.</summary>
    /// <param name="content">At most <see cref="LargestContent"/> bytes.</param>
    public static void Write(ReadOnlySpan<byte> content, Stream destination)
    {
        Span<byte> frame = stackalloc byte[HeaderSize + LargestContent];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        var header = WriteSize(frame, content.Length);
        var block = (content.Length << BlockSizeShift) | LastRawBlock;
        frame[header] = (byte)block;
        frame[header + 1] = (byte)(block >> 8);
        frame[header + 2] = (byte)(block >> 16);
        content.CopyTo(frame[(header + 3)..]);
        destination.Write(frame[..(header + 3 + content.Length)]);
    }

    /// <summary>Opens any Zstandard data.</summary>
    /// <param name="inner">The data; disposed of with the returned stream.</param>
    public static Stream OpenRead(Stream inner)
    {
        var start = new byte[HeaderSize + LargestContent + 1];
        var length = inner.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (length < start.Length && TryRead(start.AsMemory(0, length)) is { } content)
        {
            inner.Dispose();
            return content;
        }

        return ZstandardLibrary.Decompress(new RewoundStream(start.AsMemory(0, length), inner));
    }

    // One byte is used for sizes below 256, two bytes for larger ones.
    private static int WriteSize(Span<byte> frame, int size)
    {
        if (size < SizeOffset)
        {
            frame[4] = OneByteSize;
            frame[5] = (byte)size;
            return 6;
        }

        frame[4] = TwoByteSize;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[5..], (ushort)(size - SizeOffset));
        return 7;
    }

    private static MemoryStream? TryRead(ReadOnlyMemory<byte> data)
    {
        var frame = data.Span;
        if (frame.Length < 9 || BinaryPrimitives.ReadUInt32LittleEndian(frame) != Magic)
            return null;

        var header = frame[4] switch
        {
            OneByteSize => 6,
            TwoByteSize => 7,
            _ => 0,
        };
        if (header == 0 || frame.Length < header + 3)
            return null;

        var block = frame[header] | (frame[header + 1] << 8) | (frame[header + 2] << 16);
        var size = block >> BlockSizeShift;
        var isWhole = (block & ((1 << BlockSizeShift) - 1)) == LastRawBlock && frame.Length == header + 3 + size;
        return isWhole ? new MemoryStream(frame[(header + 3)..].ToArray(), writable: false) : null;
    }
}
