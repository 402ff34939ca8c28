using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.IO;

namespace Tango.Core.Tests.Caching;

/// <summary>A cache that several users share: what one of them makes, the others can use as far as they can use the cache's directory.</summary>
public sealed class SharedCacheTests : IDisposable
{
    private const UnixFileMode Special = UnixFileMode.SetGroup | UnixFileMode.StickyBit;

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("700")]
    [InlineData("750")]
    [InlineData("755")]
    [InlineData("770")]
    [InlineData("775")]
    [InlineData("777")]
    [InlineData("2775")]
    [InlineData("1777")]
    public async Task Everything_in_a_cache_follows_the_mode_of_its_directory(string octal)
    {
        if (OperatingSystem.IsWindows())
            return;

        var mode = (UnixFileMode)Convert.ToInt32(octal, 8);
        var cache = Directory.CreateDirectory(_project.Cache.DirectoryPath).FullName;
        File.SetUnixFileMode(cache, mode);
        _project
            .Declare<Constant>("one", "Value=1")
            .DeclareCommand("command", "echo 1 > out/a.txt; chmod 755 out/a.txt", "Outputs=out/");
        Assert.Empty((await _project.RunAsync()).Failed);
        new Tango.Caching.CacheRoots(cache).Write(_project.StateDirectory, [_project.UniqueId("one")]);
        using var owned = FileLock.TryAcquire(Path.Combine(_project.Cache.PathForStep(_project.UniqueId("one")), ".lock"));

        var found = FolderWalk.Below(cache).ToList();

        Assert.Contains(found, entry => entry.Path.EndsWith(".lock", StringComparison.Ordinal));
        Assert.Contains(found, entry => entry.Path.Contains(".roots/", StringComparison.Ordinal));
        Assert.All(found.Where(entry => entry.Kind == FileKind.Directory), entry => Assert.Equal((entry.Path, mode), (entry.Path, FileStatus.ReadLink(entry.Path).Mode)));
        Assert.All(found.Where(entry => entry.Kind == FileKind.Regular), entry => AssertFollows(entry.Path, mode & ~Special));
    }

    [Fact]
    public async Task A_private_file_stays_private_and_is_exported_as_it_was()
    {
        if (OperatingSystem.IsWindows())
            return;

        File.SetUnixFileMode(Directory.CreateDirectory(_project.Cache.DirectoryPath).FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        _project.DeclareCommand("command", "echo 1 > out/a.txt; chmod 700 out/a.txt", "Outputs=out/");
        await _project.RunAsync();

        var stored = Assert.Single(FolderWalk.FilesBelow(_project.Cache.DirectoryPath), path => path.EndsWith("a.txt", StringComparison.Ordinal));
        Assert.Equal(Convert.ToInt32("500", 8), (int)FileStatus.ReadLink(stored).Mode);
        var exported = await _project.Cache.ExportAsync(_project.UniqueId("command"), _project.PathOf("exported/"));

        Assert.Equal(Convert.ToInt32("700", 8), (int)File.GetUnixFileMode(Assert.Single(exported.Files)));
    }

    private static void AssertFollows(string path, UnixFileMode folder)
    {
        var mode = FileStatus.ReadLink(path).Mode;
        Assert.True((mode & ~folder) == 0, $"'{path}' has {mode}, which is more than {folder}.");

        var readable = folder & (UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.True((mode & readable) == readable, $"'{path}' has {mode}, which not all can read.");
        if (path.EndsWith(".lock", StringComparison.Ordinal))
        {
            var writable = folder & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
            Assert.True((mode & writable) == writable, $"'{path}' has {mode}, which not all can lock.");
        }
    }
}
