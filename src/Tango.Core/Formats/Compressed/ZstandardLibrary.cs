using System.Runtime.CompilerServices;

#pragma warning disable CA1859 // Named return types would load the library as soon as a caller is compiled.

namespace Tango.Formats.Compressed;

/// <summary>The only class that calls the Zstandard library, so that it is loaded at first use.</summary>
internal static class ZstandardLibrary
{
    // The library's own default.
    private const int Level = 3;

    /// <summary>Compresses what is written; leaves the destination open.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream Compress(Stream destination) => new ZstdSharp.CompressionStream(destination, Level, leaveOpen: true);

    /// <summary>Decompresses what is read; disposes of the source with itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream Decompress(Stream source) => new DecompressingStream(
        new ZstdSharp.DecompressionStream(source, leaveOpen: false),
        static exception => exception is ZstdSharp.ZstdException or EndOfStreamException);
}
