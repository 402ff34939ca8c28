using System.Runtime.CompilerServices;

#pragma warning disable CA1859 // Named return types would load the library as soon as a caller is compiled.

namespace Tango.Formats;

/// <summary>The only place that touches the Zstandard library: it is loaded by the first call, and not before.</summary>
internal static class ZstandardLibrary
{
    // The library's own default.
    private const int Level = 3;

    /// <summary>Compresses what is written; leaves the destination open.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream Compress(Stream destination) => new ZstdSharp.CompressionStream(destination, Level, leaveOpen: true);

    /// <summary>Decompresses what is read; disposes of the source with itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stream Decompress(Stream source) => new ZstdSharp.DecompressionStream(source, leaveOpen: false);

    /// <summary>Whether an exception says that data is not what was compressed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool IsDamage(Exception exception) => exception is ZstdSharp.ZstdException;
}
