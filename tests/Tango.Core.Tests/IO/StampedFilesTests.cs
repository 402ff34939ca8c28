using Tango.IO;

namespace Tango.Core.Tests.IO;

/// <summary>Files that a state file remembers, and whether they are still the same.</summary>
public sealed class StampedFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>What is done to one of the files.</summary>
    public static TheoryData<string, Action<string>> Changes => new()
    {
        { "edited", path => File.AppendAllText(path, "more") },
        { "removed", File.Delete },
        { "touched", path => File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(2)) },
        {
            "replaced by a folder", path =>
            {
                File.Delete(path);
                Directory.CreateDirectory(path);
            }
        },
        {
            "replaced by a link to nothing", path =>
            {
                File.Delete(path);
                File.CreateSymbolicLink(path, path + ".nothing");
            }
        },
    };

    [Theory]
    [InlineData]
    [InlineData("a.txt")]
    [InlineData("a.txt", "ä ö 中 😀; %.txt", "'quoted' and blank")]
    public void Files_are_read_as_they_were_written(params string[] names)
    {
        StampedFile[] files = [.. names.Select(name => StampedFile.Read(Write(name))), new StampedFile(_directory.PathOf("missing"), FileStamp.Missing)];

        var read = WriteAndRead(StampedFiles.From(files));

        Assert.Equal(files, read.ToList());
        Assert.True(read.AreUnchanged());
    }

    [Fact]
    public void What_identifies_content_is_not_written()
    {
        var file = StampedFile.Read(Write("a.txt"));

        Assert.Equal([file], StampedFiles.From([file with { Content = "hash" }]).ToList());
    }

    [Fact]
    public void No_files_are_unchanged()
    {
        Assert.True(StampedFiles.None.AreUnchanged());
        Assert.Empty(StampedFiles.None.ToList());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_any_file_is_found(string how, Action<string> change)
    {
        Assert.NotEmpty(how);
        foreach (var changed in (string[])["first ü.txt", "middle.txt", "last.txt"])
        {
            string[] paths = [Write("first ü.txt"), Write("middle.txt"), Write("last.txt")];
            var files = StampedFiles.From(paths.Select(StampedFile.Read));
            Assert.True(files.AreUnchanged());

            change(_directory.PathOf(changed));

            Assert.False(files.AreUnchanged());
            Clear(_directory.PathOf(changed));
        }
    }

    [Fact]
    public void A_file_that_was_missing_and_is_there_now_is_a_change()
    {
        var files = StampedFiles.From([StampedFile.Read(_directory.PathOf("a.txt"))]);
        Assert.True(files.AreUnchanged());

        Write("a.txt");

        Assert.False(files.AreUnchanged());
    }

    /// <summary>Paths below the directory, and the folders in it that they belong to.</summary>
    public static TheoryData<string[], string[]> Folders => new()
    {
        { [], [] },
        { ["cache/a/1", "cache/a/2", "cache/b/1"], ["a: 1 2", "b: 1"] },
        { ["cache/a/1", "cache/ab/1"], ["a: 1", "ab: 1"] },
        { ["cache/ü 中/x/1", "cache/ü 中/x/y/2"], ["ü 中: 1 2"] },
        { ["other/a/1", "cache/a/1", "cache2/a/2", "other/b/3"], ["a: 1"] },
        { ["cache/a/1", "cache/b/1", "cache/a/2"], ["a: 1", "b: 1", "a: 2"] },
        { ["cache/file", "cache/a/1"], ["file: file", "a: 1"] },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public void Files_are_grouped_by_the_folder_they_are_in(string[] paths, string[] expected)
    {
        var files = StampedFiles.From(paths.Select(path => new StampedFile(_directory.PathOf(path), FileStamp.Missing)));

        foreach (var end in (string[])["", Path.DirectorySeparatorChar.ToString()])
        {
            var folders = files.FoldersIn(_directory.PathOf("cache") + end);
            Assert.Equal(expected, folders.Select(folder => $"{folder.Name}: {string.Join(' ', folder.Files.ToList().Select(file => Path.GetFileName(file.Path)))}"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("05 00 00 00")]
    [InlineData("02 00 00 00 61 62")]
    [InlineData("FF FF FF FF 61 00")]
    [InlineData("FF FF FF 7F 61 00")]
    [InlineData("00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")]
    [InlineData("01 00 00 00 61 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")]
    public void A_block_of_another_layout_counts_as_missing(string block)
    {
        const string Layout = "test 1";
        var bytes = StateFile.ToBytes(Layout, writer => writer.WriteBlock(Convert.FromHexString(block.Replace(" ", "", StringComparison.Ordinal))));

        var read = StateFile.FromBytes(bytes, Layout, StampedFiles.Read);

        Assert.Equal(block.Length == 0, read is not null);
    }

    private static StampedFiles WriteAndRead(StampedFiles files)
    {
        const string Layout = "test 1";
        var bytes = StateFile.ToBytes(Layout, writer =>
        {
            writer.Write("before");
            files.Write(writer);
            writer.Write("after");
        });
        return StateFile.FromBytes(bytes, Layout, reader =>
        {
            Assert.Equal("before", reader.ReadString());
            var read = StampedFiles.Read(reader);
            Assert.Equal("after", reader.ReadString());
            return read;
        })!;
    }

    private static void Clear(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path);
        else
            File.Delete(path);
    }

    private string Write(string name)
    {
        var path = _directory.PathOf(name);
        File.WriteAllText(path, "content");
        return path;
    }
}
