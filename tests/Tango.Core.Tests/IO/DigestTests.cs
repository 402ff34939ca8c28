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
