using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>A checksum against torn and damaged files.</summary>
internal static class Checksum
{
    /// <summary>Eight bytes of the SHA-256: the processor computes it, and no code has to be compiled for it in a build that has nothing to do.</summary>
    /// <param name="bytes">The file's content.</param>
    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
