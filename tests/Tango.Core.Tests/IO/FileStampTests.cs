using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class FileStampTests : IDisposable
{
    private static readonly DateTime Then = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Another_file_of_the_same_size_and_time_has_another_stamp()
    {
        var path = Write("a.txt", "one");
        var before = FileStamp.Of(path);

        File.Move(Write("b.txt", "two"), path, overwrite: true);

        Assert.Equal(OperatingSystem.IsWindows(), before == FileStamp.Of(path));
        Assert.Equal((before.Size, before.WrittenTicks), (FileStamp.Of(path).Size, FileStamp.Of(path).WrittenTicks));
    }

    [Fact]
    public void The_same_file_has_the_same_stamp_under_another_name()
    {
        var path = Write("a.txt", "one");
        var before = FileStamp.Of(path);

        File.Move(path, _directory.PathOf("b.txt"));

        Assert.Equal(before, FileStamp.Of(_directory.PathOf("b.txt")));
        Assert.Equal(FileStamp.Missing, FileStamp.Of(path));
    }

    [Theory]
    [InlineData("a.txt", 0)]
    [InlineData("ä ö 中 😀.txt", 100_000)]
    public void Size_and_time_are_what_NET_says(string name, int size)
    {
        var path = Write(name, new string('x', size));
        File.SetLastWriteTimeUtc(path, Then.AddTicks(1_234_567));

        Assert.Equal(FileStamp.PortableOf(path), FileStamp.Of(path) with { FileId = 0 });
        Assert.Equal((size, Then.AddTicks(1_234_567).Ticks), (FileStamp.Of(path).Size, FileStamp.Of(path).WrittenTicks));
        Assert.NotEqual(OperatingSystem.IsWindows(), FileStamp.Of(path).FileId != 0);
    }

    [Fact]
    public void A_long_path_is_no_obstacle()
    {
        var folder = _directory.Path;
        while (folder.Length < 1500)
        {
            folder = Path.Combine(folder, new string('d', 100));
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "a.txt"), "one");

        Assert.Equal(3, FileStamp.Of(Path.Combine(folder, "a.txt")).Size);
    }

    [Fact]
    public void A_directory_is_no_file_and_a_link_is_what_it_leads_to()
    {
        var path = Write("a.txt", "one");
        File.CreateSymbolicLink(_directory.PathOf("link.txt"), path);
        File.CreateSymbolicLink(_directory.PathOf("broken.txt"), _directory.PathOf("nothing"));

        Assert.Equal(FileStamp.Missing, FileStamp.Of(_directory.Path));
        Assert.Equal(FileStamp.Of(path), FileStamp.Of(_directory.PathOf("link.txt")));
        Assert.False(FileStamp.Of(_directory.PathOf("broken.txt")).Exists);
    }

    // What a later runtime is asked must be true of this one, or it would never be answered.
    [Fact]
    public void The_runtimes_record_of_a_file_is_as_known() => Assert.NotEqual(OperatingSystem.IsWindows(), UnixFile.IsAsKnown());

    [Fact]
    public void A_process_that_does_not_know_the_file_sees_the_same_one()
    {
        var known = new FileStamp(1, 2, 3);

        Assert.True(known.IsSameAs(known with { FileId = 0 }) && (known with { FileId = 0 }).IsSameAs(known));
        Assert.False(known.IsSameAs(known with { FileId = 4 }));
        Assert.False(known.IsSameAs(known with { Size = 4 }));
    }

    private string Write(string name, string content)
    {
        var path = _directory.PathOf(name);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, Then);
        return path;
    }
}
