using System.Globalization;
using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class ClosedFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    public void Are_flushed_also_if_they_are_read_only(int count)
    {
        if (OperatingSystem.IsWindows())
            return;

        var paths = Enumerable.Range(0, count).Select(number => Write(number.ToString(CultureInfo.InvariantCulture))).ToList();

        ClosedFiles.Flush(paths);

        Assert.All(paths, path => Assert.Equal("content", File.ReadAllText(path)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    public void One_that_is_gone_is_an_error(int count)
    {
        if (OperatingSystem.IsWindows())
            return;

        var paths = Enumerable.Repeat(_directory.PathOf("missing"), count).ToList();

        Assert.Throws<FileNotFoundException>(() => ClosedFiles.Flush(paths));
    }

    [Fact]
    public void A_file_system_without_a_disk_is_not_flushed_as_a_whole()
    {
        if (!OperatingSystem.IsLinux())
            return;

        Assert.False(ClosedFiles.TryFlushFileSystem("/proc/self/stat"));
    }

    private string Write(string name)
    {
        var path = _directory.PathOf(name);
        File.WriteAllText(path, "content");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead);

        return path;
    }
}
