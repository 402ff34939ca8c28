using Tango.IO;

namespace Tango.Core.Tests.IO;

/// <summary>Patterns where names that differ only in case are the same, as on Windows and macOS: tried here on any system, by the names that are found.</summary>
public sealed class GlobCaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("DATA/*.CSV", "Data/a.csv Data/B.Csv")]
    [InlineData("data/a.csv", "Data/a.csv")]
    [InlineData("DATA/./A.csv", "Data/a.csv")]
    [InlineData("data/*/../B.CSV", "Data/B.Csv")]
    [InlineData("**/C.TXT", "Data/sub/c.txt")]
    [InlineData("d*/SUB/?.txt", "Data/sub/c.txt")]
    [InlineData("DATA/.hidden", "Data/.Hidden")]
    [InlineData("DATA/*idden", "")]
    [InlineData("DATA/*.bin", "")]
    public void Have_the_names_of_the_disk(string pattern, string found)
    {
        foreach (var name in (string[])["Data/a.csv", "Data/B.Csv", "Data/sub/c.txt", "Data/.Hidden"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_directory.PathOf(name))!);
            File.WriteAllText(_directory.PathOf(name), name);
        }

        var files = Glob.FilesInAnyCase(_directory.PathOf(""), pattern);

        Assert.Equal(
            found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            files.Select(file => Path.GetRelativePath(_directory.PathOf(""), file).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("DATA/*.CSV")]
    [InlineData("**/A.CSV")]
    public void Folders_that_cannot_be_listed_are_left_out(string pattern)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return; // Root may list everything.

        Directory.CreateDirectory(_directory.PathOf("data"));
        File.WriteAllText(_directory.PathOf("data/a.csv"), "a");
        File.SetUnixFileMode(Directory.CreateDirectory(_directory.PathOf("Data")).FullName, UnixFileMode.UserExecute);

        Assert.Equal([_directory.PathOf("data/a.csv")], Glob.FilesInAnyCase(_directory.PathOf(""), pattern));
    }

    [Theory]
    [InlineData("data/A.CSV", "Data/a.csv")]
    [InlineData("Data/a.csv", "Data/a.csv")]
    [InlineData("DATA/SUB/C.txt", "Data/sub/c.txt")]
    [InlineData("data/missing.csv", "Data/missing.csv")]
    public void So_have_plain_paths(string written, string onDisk)
    {
        foreach (var name in (string[])["Data/a.csv", "Data/sub/c.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_directory.PathOf(name))!);
            File.WriteAllText(_directory.PathOf(name), name);
        }

        Assert.Equal(_directory.PathOf(onDisk), new NamesOnDisk().Find(_directory.PathOf(""), _directory.PathOf(written)));
    }

    [Fact]
    public void A_path_elsewhere_is_left_as_it_is() =>
        Assert.Equal(_directory.PathOf("x"), new NamesOnDisk().Find(_directory.PathOf("other"), _directory.PathOf("x")));
}
