using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class DigestTests : IDisposable
{
    private const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void The_digest_is_size_and_sha256()
    {
        File.WriteAllText(_directory.PathOf("a"), "abc");

        Assert.Equal(new FileDigest(3, Abc), FileDigest.Compute("abc"u8));
        Assert.Equal(new FileDigest(3, Abc), FileDigest.ComputeFile(_directory.PathOf("a")));
    }

    [Fact]
    public async Task What_is_written_is_digested_and_passed_on()
    {
        using var written = new MemoryStream();
        var digests = new List<FileDigest>();
        var writing = new DigestingStream(written.Write, digests.Add);
        writing.Write("a"u8);
        await writing.WriteAsync("bc"u8.ToArray());
        await writing.DisposeAsync();
        await writing.DisposeAsync();

        Assert.Equal("abc"u8, written.ToArray());
        Assert.Equal(new FileDigest(3, Abc), Assert.Single(digests));
    }

    // Around the length from which on another thread digests, and the blocks that it gets.
    [Theory]
    [InlineData((4 << 20) - 1, 1 << 16)]
    [InlineData(4 << 20, 1 << 16)]
    [InlineData((4 << 20) + 1, 1 << 20)]
    [InlineData(5 << 20, 5 << 20)]
    [InlineData((5 << 20) + 77_777, 12_345)]
    [InlineData((6 << 20) + 1, 256 << 10)]
    public void Long_content_is_digested_in_order(int length, int bytesAtATime)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        FileDigest? digest = null;
        using (var writing = new DigestingStream(_ => { }, found => digest = found))
        {
            // The stream may not keep what it is given: the next bytes overwrite it.
            var buffer = new byte[bytesAtATime];
            for (var start = 0; start < length; start += bytesAtATime)
            {
                var count = Math.Min(bytesAtATime, length - start);
                content.AsSpan(start, count).CopyTo(buffer);
                writing.Write(buffer, 0, count);
                buffer.AsSpan().Clear();
            }
        }

        Assert.Equal(FileDigest.Compute(content), digest);
    }

    [Fact]
    public void A_large_file_is_digested_in_parts()
    {
        var content = new byte[1_000_003];
        new Random(1).NextBytes(content);
        File.WriteAllBytes(_directory.PathOf("a"), content);

        Assert.Equal(FileDigest.Compute(content), FileDigest.ComputeFile(_directory.PathOf("a")));
    }

    public void Dispose() => _directory.Dispose();
}
