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

        Assert.Equal(new FileDigest(3, Abc), FileDigest.Of("abc"u8));
        Assert.Equal(new FileDigest(3, Abc), FileDigest.OfFile(_directory.PathOf("a")));
    }

    [Fact]
    public async Task A_stream_is_digested_both_ways()
    {
        using var written = new MemoryStream();
        using var writing = new DigestingStream(written, leaveOpen: true);
        writing.Write("a"u8);
        await writing.WriteAsync("bc"u8.ToArray());
        written.Position = 0;
        using var reading = new DigestingStream(written);
        await reading.CopyToAsync(Stream.Null);

        Assert.Equal(new FileDigest(3, Abc), writing.Digest());
        Assert.Equal(new FileDigest(3, Abc), reading.Digest());
    }

    [Fact]
    public void A_large_file_is_digested_in_parts()
    {
        var content = new byte[1_000_003];
        new Random(1).NextBytes(content);
        File.WriteAllBytes(_directory.PathOf("a"), content);

        Assert.Equal(FileDigest.Of(content), FileDigest.OfFile(_directory.PathOf("a")));
    }

    public void Dispose() => _directory.Dispose();
}
