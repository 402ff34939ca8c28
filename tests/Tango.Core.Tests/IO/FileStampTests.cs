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
        var before = FileStamp.Read(path);

        File.Move(Write("b.txt", "two"), path, overwrite: true);

        Assert.Equal(OperatingSystem.IsWindows(), before == FileStamp.Read(path));
        Assert.Equal((before.Size, before.WrittenTicks), (FileStamp.Read(path).Size, FileStamp.Read(path).WrittenTicks));
    }

    // As an archive with fixed times is unpacked over an older one, and the file system gives the number of the file that was removed.
    [Fact]
    public void Changed_content_of_equal_size_has_a_new_stamp_even_with_the_old_time()
    {
        var path = Write("a.txt", "one");
        var before = FileStamp.Read(path);

        Write("a.txt", "two");

        Assert.Equal((before.Size, before.WrittenTicks, before.FileId), (FileStamp.Read(path).Size, FileStamp.Read(path).WrittenTicks, FileStamp.Read(path).FileId));
        Assert.Equal(OperatingSystem.IsWindows(), before == FileStamp.Read(path));
    }

    [Fact]
    public void The_same_file_has_the_same_number_under_another_name()
    {
        var path = Write("a.txt", "one");
        var before = FileStamp.Read(path);

        File.Move(path, _directory.PathOf("b.txt"));

        Assert.Equal(before.FileId, FileStamp.Read(_directory.PathOf("b.txt")).FileId);
        Assert.Equal(FileStamp.Missing, FileStamp.Read(path));
    }

    [Theory]
    [InlineData("a.txt", 0)]
    [InlineData("ä ö 中 😀.txt", 100_000)]
    public void Size_and_time_are_what_NET_says(string name, int size)
    {
        var path = Write(name, new string('x', size));
        File.SetLastWriteTimeUtc(path, Then.AddTicks(1_234_567));

        Assert.Equal(FileStamp.PortableOf(path), FileStamp.Read(path) with { FileId = 0, ChangedTicks = 0 });
        Assert.Equal((size, Then.AddTicks(1_234_567).Ticks), (FileStamp.Read(path).Size, FileStamp.Read(path).WrittenTicks));
        Assert.NotEqual(OperatingSystem.IsWindows(), FileStamp.Read(path).FileId != 0);
    }

    [Fact]
    public void A_long_path_is_no_obstacle()
    {
        var folder = _directory.Path;
        while (folder.Length < 1500)
            folder = Path.Combine(folder, new string('d', 100));

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "a.txt"), "one");

        Assert.Equal(3, FileStamp.Read(Path.Combine(folder, "a.txt")).Size);
    }

    [Fact]
    public void A_directory_is_no_file_and_a_link_is_what_it_leads_to()
    {
        var path = Write("a.txt", "one");
        File.CreateSymbolicLink(_directory.PathOf("link.txt"), path);
        File.CreateSymbolicLink(_directory.PathOf("broken.txt"), _directory.PathOf("nothing"));

        Assert.Equal(FileStamp.Directory, FileStamp.Read(_directory.Path));
        Assert.False(FileStamp.Directory.Exists);
        Assert.Equal(FileStamp.Directory, FileStamp.PortableOf(_directory.Path));
        Assert.Equal(FileStamp.Read(path), FileStamp.Read(_directory.PathOf("link.txt")));
        Assert.False(FileStamp.Read(_directory.PathOf("broken.txt")).Exists);
    }

    // What a later runtime is asked must be true of this one, or it would never be answered.
    [Fact]
    public void The_runtimes_record_of_a_file_is_as_known() => Assert.NotEqual(OperatingSystem.IsWindows(), UnixFile.IsAsKnown());

    [Fact]
    public void A_process_that_does_not_know_the_file_sees_the_same_one()
    {
        var known = new FileStamp(1, 2, 3, 5);
        var unknown = known with { ChangedTicks = 0, FileId = 0 };

        Assert.True(known.IsSameAs(unknown) && unknown.IsSameAs(known));
        Assert.False(known.IsSameAs(known with { ChangedTicks = 4 }));
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
