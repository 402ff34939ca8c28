using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_file_is_replaced_and_nothing_else_stays()
    {
        var path = _directory.PathOf("a.txt");
        AtomicFile.Write(path, "one"u8);
        AtomicFile.Write(path, "two"u8);

        Assert.Equal("two", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_reader_of_the_old_file_keeps_it()
    {
        var path = _directory.PathOf("a.txt");
        AtomicFile.Write(path, "one"u8);
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));

        AtomicFile.Write(path, "two"u8);

        Assert.Equal("one", reader.ReadToEnd());
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        Directory.CreateDirectory(_directory.PathOf("a.txt/full"));

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(_directory.PathOf("a.txt"), "one"u8));

        Assert.Equal(["a.txt"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName));
    }

    public void Dispose() => _directory.Dispose();
}
