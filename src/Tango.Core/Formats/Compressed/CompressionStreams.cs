using System.IO.Compression;

namespace Tango.Formats.Compressed;

/// <summary>Streams that compress what is written and decompress what is read.</summary>
internal static class CompressionStreams
{
    /// <summary>Compresses what is written.</summary>
    /// <param name="inner">Receives the compressed bytes; disposed of with the returned stream.</param>
    /// <param name="compression">The compression; <see cref="Compression.None"/> returns <paramref name="inner"/> itself.</param>
    public static Stream ForWriting(Stream inner, Compression compression) => compression switch
    {
        Compression.Gzip => new GZipStream(inner, CompressionLevel.Optimal),
        Compression.Brotli => new BrotliStream(inner, CompressionLevel.Optimal),
        Compression.Zstandard => new ZstandardWriteStream(inner),
        _ => inner,
    };

    /// <summary>Decompresses what is read.</summary>
    /// <param name="inner">Contains the compressed bytes; disposed of with the returned stream.</param>
    /// <param name="compression">The compression; <see cref="Compression.None"/> returns <paramref name="inner"/> itself.</param>
    /// <returns>A stream that throws <see cref="InvalidDataException"/> if the data is corrupt.</returns>
    public static Stream ForReading(Stream inner, Compression compression) => compression switch
    {
        Compression.Gzip => new GZipStream(inner, CompressionMode.Decompress),
        Compression.Brotli => new DecompressingStream(new BrotliStream(inner, CompressionMode.Decompress), static exception => exception is InvalidOperationException and not ObjectDisposedException),
        Compression.Zstandard => ZstandardFrame.OpenRead(inner),
        _ => inner,
    };
}
