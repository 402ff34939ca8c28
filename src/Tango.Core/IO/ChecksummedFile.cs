using System.Buffers.Binary;

namespace Tango.IO;

/// <summary>Small files that end with a checksum of the rest: a torn one is never believed.</summary>
internal static class ChecksummedFile
{
    /// <summary>Writes a file at once.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    /// <param name="content">Everything before the checksum; it is added at the end.</param>
    public static void Write(string path, MemoryStream content)
    {
        Span<byte> sum = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(sum, Checksum.Of(content.GetBuffer().AsSpan(0, (int)content.Length)));
        content.Seek(0, SeekOrigin.End);
        content.Write(sum);
        AtomicFile.Write(path, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>What was written; null when there is no file, or it is not what was written.</returns>
    public static BinaryReader? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = File.ReadAllBytes(path);
        var length = file.Length - sizeof(ulong);
        return length >= 0 && BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(length)) == Checksum.Of(file.AsSpan(0, length))
            ? new BinaryReader(new MemoryStream(file, 0, length, writable: false))
            : null;
    }
}
