using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The canonical text of a unit, as bytes. Every part starts with its length, so the concatenation is unambiguous.</summary>
internal sealed class UnitText
{
    private byte[] _bytes = new byte[4096];

    internal int Length { get; private set; }

    internal void Clear() => Length = 0;

    internal void Write(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        Encoding.UTF8.GetBytes(text, Next(length));
    }

    internal void Write(char mark) => Write((byte)mark);

    internal void Write(byte value) => Next(1)[0] = value;

    internal void Write(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), value);

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>Writes bytes whose number follows from the preceding text.</summary>
    internal void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Next(bytes.Length));

    internal ReadOnlySpan<byte> Since(int start) => _bytes.AsSpan(start, Length - start);

    internal byte[] Digest() => SHA256.HashData(Since(0));

    private Span<byte> Next(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
