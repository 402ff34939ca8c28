using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The canonical text of a piece of code, as bytes. Every part says its length, so that no two texts can run into each other.</summary>
internal sealed class UnitText
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    internal void Clear() => _bytes.ResetWrittenCount();

    internal void Write(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    internal void Write(char mark) => Write((byte)mark);

    internal void Write(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    internal void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        _bytes.Write(bytes);
    }

    internal byte[] Digest() => SHA256.HashData(_bytes.WrittenSpan);
}
