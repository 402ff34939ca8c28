using Tango.Caching;
using Tango.Core.Tests.IO;

namespace Tango.Core.Tests.Caching;

/// <summary>Without knowing what the pipelines of a cache need, nothing is collected.</summary>
public sealed class UnreadableRootTests : IDisposable
{
    private const string Id = "Needed-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;
    private readonly CacheRoots _roots;
    private readonly string _root;

    public UnreadableRootTests()
    {
        _cache = new DirectoryStepCache(_directory.PathOf("cache"));
        _roots = new CacheRoots(_cache.DirectoryPath);
        _roots.Write(_directory.Path, [Id]);
        _root = _roots.PathOf(_directory.Path);
    }

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string> Kinds => OperatingSystem.IsWindows()
        ? ["garbage", "empty", "cut", "folder"]
        : ["garbage", "empty", "cut", "folder", SpecialFiles.Pipe, SpecialFiles.Socket, SpecialFiles.LinkToDevice, SpecialFiles.DanglingLink, SpecialFiles.LinkToItself];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task With_a_root_that_cannot_be_read_nothing_is_removed(string kind)
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        Put(kind, _root);

        AssertRefused(_root, isDryRun: false);
        AssertRefused(_root, isDryRun: true);

        Assert.True(_cache.Contains(Id));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task With_the_root_of_a_running_build_that_cannot_be_read_nothing_is_removed(string kind)
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        var running = Path.ChangeExtension(_root, ".0123456789abcdef.bin");
        File.Move(_root, running);
        Put(kind, running);

        AssertRefused(running, isDryRun: false);

        Assert.True(_cache.Contains(Id));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("link")]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.DanglingLink)]
    [InlineData(SpecialFiles.LinkToItself)]
    public async Task Without_the_folder_of_roots_nothing_is_removed(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        var folder = Path.GetDirectoryName(_root)!;
        var moved = _directory.PathOf("moved");
        Directory.Move(folder, moved);
        if (kind == "file")
            await File.WriteAllTextAsync(folder, "");
        else if (kind == "link")
            Directory.CreateSymbolicLink(folder, moved);
        else
            SpecialFiles.Make(kind, folder);

        AssertRefused(folder, isDryRun: false);

        Assert.True(_cache.Contains(Id));
        Assert.Single(Directory.GetFiles(moved));
    }

    [Fact]
    public async Task The_next_build_of_the_pipeline_writes_its_root_again()
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        Put("garbage", _root);
        _roots.Write(_directory.Path, [Id]);

        Assert.Equal(1, new CacheCollector(_cache.DirectoryPath).Collect(TimeSpan.Zero).KeptCount);
    }

    // A root that is just being written: it counts when it has its name.
    [Fact]
    public async Task An_unfinished_root_is_no_root_and_is_removed_in_time()
    {
        await _cache.PutAsync(Entry.Of("Other-1", "text"), "result", typeof(string));
        var staged = Path.Combine(Path.GetDirectoryName(_root)!, ".0123456789abcdef." + Path.GetFileName(_root));
        await File.WriteAllTextAsync(staged, "half");

        Assert.Equal(["Other-1"], new CacheCollector(_cache.DirectoryPath).Collect(TimeSpan.Zero).RemovedIds);
        Assert.True(File.Exists(staged));

        File.SetLastWriteTimeUtc(staged, DateTime.UtcNow.AddDays(-8));
        new CacheCollector(_cache.DirectoryPath).Collect(TimeSpan.Zero);
        Assert.False(File.Exists(staged));
    }

    private void AssertRefused(string path, bool isDryRun)
    {
        var refused = Assert.Throws<TangoException>(() => new CacheCollector(_cache.DirectoryPath) { IsDryRun = isDryRun }.Collect(TimeSpan.Zero));
        var error = Assert.Single(refused.Diagnostics);
        Assert.Equal("TANGO0322", error.Code);
        Assert.StartsWith($"'{path}' ", error.Message, StringComparison.Ordinal);
    }

    private static void Put(string kind, string path)
    {
        var content = File.ReadAllBytes(path);
        File.Delete(path);
        switch (kind)
        {
            case "garbage":
                File.WriteAllText(path, "garbage");
                break;
            case "empty":
                File.WriteAllText(path, "");
                break;
            case "cut":
                File.WriteAllBytes(path, content[..^1]);
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                SpecialFiles.Make(kind, path);
                break;
        }
    }
}
