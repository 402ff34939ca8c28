using Tango.Formats;
using Tango.Formats.Compressed;

namespace Tango.Core.Tests.Formats.Compressed;

/// <summary>Small frames are made and read by hand; the library must agree with them, in both directions.</summary>
public sealed class ZstandardTests
{
    public static TheoryData<int> Sizes => [0, 1, 2, 254, 255, 256, 257, 1000, 4085, 4086, 4087, 4096, 65_536, 1_000_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_library_reads_what_is_written_here(int size)
    {
        var content = Content(size);
        using var decompressor = new ZstdSharp.Decompressor();

        Assert.Equal(content, decompressor.Unwrap(Compress(content), int.MaxValue).ToArray());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_the_library_wrote_is_read_here(int size)
    {
        var content = Content(size);
        using var compressor = new ZstdSharp.Compressor();

        Assert.Equal(content, Decompress(compressor.Wrap(content).ToArray()));
    }

    [Fact]
    public void Many_small_writes_make_one_frame()
    {
        using var compressed = new MemoryStream();
        using (var stream = CompressionStreams.ForWriting(compressed, Compression.Zstandard))
        {
            for (var i = 0; i < 10_000; i++)
                stream.WriteByte((byte)i);
        }

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (byte)i), Decompress(compressed.ToArray()));
    }

    [Fact]
    public void Compressible_content_shrinks() =>
        Assert.InRange(Compress(new byte[1_000_000]).Length, 1, 1000);

    [Fact]
    public void Data_that_is_cut_short_is_an_error()
    {
        Assert.ThrowsAny<Exception>(() => Decompress(Compress(Content(100))[..^1]));
        Assert.ThrowsAny<Exception>(() => Decompress(Compress(Content(100_000))[..^1]));
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var stream = CompressionStreams.ForWriting(compressed, Compression.Zstandard))
            stream.Write(content);

        return compressed.ToArray();
    }

    private static byte[] Decompress(byte[] compressed)
    {
        using var stream = CompressionStreams.ForReading(new MemoryStream(compressed), Compression.Zstandard);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
