using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class TemporaryFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Folder => _directory.PathOf("a/b");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(TemporaryFile.MaxInMemory - 1)]
    [InlineData(TemporaryFile.MaxInMemory)]
    [InlineData(TemporaryFile.MaxInMemory + 1)]
    [InlineData(3 * TemporaryFile.MaxInMemory)]
    public async Task What_was_appended_is_read_as_often_as_one_likes_and_from_any_place(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        using var file = new TemporaryFile(Folder);
        await file.FillAsync(async stream =>
        {
            for (var start = 0; start < size; start += 100_000)
                await stream.WriteAsync(content.AsMemory(start, Math.Min(100_000, size - start)));
        });

        Assert.Equal(size, file.Length);
        for (var i = 0; i < 2; i++)
        {
            using var reader = file.OpenRead();
            Assert.Equal(content, await ReadAsync(reader));
            Assert.Equal(0, reader.Read(new byte[1]));
            reader.Position = size / 2;
            Assert.Equal(content[(size / 2)..], await ReadAsync(reader));
            Assert.Equal(size + 1, reader.Seek(1, SeekOrigin.End));
            Assert.Equal(0, reader.Read(new byte[1]));
        }
    }

    [Fact]
    public void A_small_file_needs_no_folder_and_a_large_one_leaves_nothing_in_it()
    {
        using (var small = new TemporaryFile(Folder))
        {
            small.Append(new byte[TemporaryFile.MaxInMemory]);
            Assert.False(Directory.Exists(Folder));
            small.Append([1]);
            Assert.True(Directory.Exists(Folder));
        }

        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void A_file_that_cannot_be_created_is_noticed_when_it_is_needed()
    {
        _directory.Write("a", "in the way");

        Assert.ThrowsAny<IOException>(() => TemporaryFile.Try(Folder));
        using var file = new TemporaryFile(Folder);
        file.Append([1]);
        Assert.ThrowsAny<IOException>(() => file.Append(new byte[TemporaryFile.MaxInMemory]));
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
