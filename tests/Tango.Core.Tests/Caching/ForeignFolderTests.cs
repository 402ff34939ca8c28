using Tango.Caching;
using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Core.Tests.Caching;

/// <summary>A cache may be in a folder with other files, and links may lead out of it: what Tango has not made is neither removed nor written to.</summary>
public sealed class ForeignFolderTests : IDisposable
{
    private const string Hash = "aaaabbbbccccddddeeeeffffgggghhhh";
    private const string Id = "Report-" + Hash;

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;
    private readonly string _victim;

    public ForeignFolderTests()
    {
        _cache = new DirectoryStepCache(_directory.PathOf("cache"));
        _victim = _directory.PathOf("v");
        Put(Path.Combine(_victim, "keep.txt"));
        Put(Path.Combine(_victim, "sub", "keep.txt"));
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Documents/letter.txt")]
    [InlineData("src-main/app/Program.cs")]
    [InlineData("Pictures/metadata.json")]
    [InlineData("Empty/")]
    [InlineData(Id + "/keep.txt")]
    [InlineData("Report-AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH/log.txt")]
    [InlineData("work/work/notes.txt")]
    [InlineData(".damaged/mine/notes.txt")]
    [InlineData(".damaged/" + Id + "-20260101-0123456789abcdef/metadata.json")]
    [InlineData(".roots/.directory")]
    [InlineData(".roots/notes.txt")]
    public async Task Files_of_others_in_a_cache_are_not_collected(string name)
    {
        var path = _cache.DirectoryPath + Path.DirectorySeparatorChar + name;
        Put(path);
        await _cache.PutAsync(Entry.Of(Id[..^1] + "z", "text"), "result", typeof(string));

        Assert.DoesNotContain(Path.GetDirectoryName(name), new CacheCollector(_cache.DirectoryPath) { IsDryRun = true }.Collect(TimeSpan.Zero).RemovedIds);
        Assert.Equal([Id[..^1] + "z"], CollectLater().RemovedIds);

        Assert.True(name.EndsWith('/') ? Directory.Exists(path) : File.Exists(path));
        Assert.Empty((await new CacheVerification(_cache).VerifyAllAsync(quarantine: true)).Corrupt);
        Assert.True(name.EndsWith('/') ? Directory.Exists(path) : File.Exists(path));
    }

    [Fact]
    public async Task A_copy_of_an_entry_under_another_name_is_not_collected()
    {
        await _cache.PutAsync(Entry.Of("Own-1", "text"), "result", typeof(string));
        var copy = Path.Combine(_cache.DirectoryPath, "backup");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(_cache.PathForStep("Own-1")))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));

        Assert.Equal(["Own-1"], CollectLater().RemovedIds);

        Assert.True(File.Exists(Path.Combine(copy, "result.txt")));
        Assert.False(_cache.Remove("backup"));
    }

    [Theory]
    [InlineData("any")]
    [InlineData(Id)]
    [InlineData(".damaged")]
    [InlineData(".damaged/" + Id + "-20260101000000-0123456789abcdef")]
    [InlineData(".aside")]
    [InlineData(".places")]
    public void No_link_is_followed_by_a_collection(string name)
    {
        if (OperatingSystem.IsWindows())
            return;

        Link(name);
        Put(Path.Combine(_victim, $"{Id}-20260101000000-0123456789abcdef", "metadata.json"));

        CollectLater();

        AssertVictim();
        Assert.True(File.Exists(Path.Combine(_victim, $"{Id}-20260101000000-0123456789abcdef", "metadata.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("metadata.json")]
    [InlineData("log.txt")]
    [InlineData("work/notes.txt")]
    [InlineData(".lock")]
    public async Task Nothing_behind_the_link_of_an_entry_is_removed_or_written(string inVictim)
    {
        if (OperatingSystem.IsWindows())
            return;

        if (inVictim.Length > 0)
            Put(Path.Combine(_victim, inVictim));

        Link(Id);
        var before = Contents();

        Assert.False(_cache.Remove(Id));
        var refused = await Assert.ThrowsAsync<TangoException>(async () => await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string), new() { Replace = true }));
        EntryLeftovers.TryRemove(_cache, [Id]);
        CollectLater();

        Assert.Equal("TANGO0323", Assert.Single(refused.Diagnostics).Code);
        Assert.Contains($"'{_cache.PathForStep(Id)}' is a link to '{_victim}'.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("work")]
    [InlineData("log.txt")]
    [InlineData("result.txt")]
    [InlineData("metadata.json")]
    [InlineData(".0123456789abcdef.result.txt")]
    public async Task A_link_in_an_entry_is_replaced_and_not_followed(string name)
    {
        if (OperatingSystem.IsWindows())
            return;

        Link($"{Id}/{name}");
        var before = Contents();

        await using (await _cache.AcquireAsync(Id))
        {
            OwnFolders.Create(_cache.PathForStep(Id), Path.Combine(_cache.PathForStep(Id), "work"));
            Put(Path.Combine(_cache.PathForStep(Id), "work", "half"));
            await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        }

        Assert.Equal("result", (await _cache.TryGetAsync(Id, typeof(string))).Value);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData(".places")]
    [InlineData(".places/MACHINE")]
    [InlineData(".damaged")]
    public async Task A_link_in_place_of_a_folder_that_nobody_needs_is_replaced(string name)
    {
        if (OperatingSystem.IsWindows())
            return;

        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        Entry.Overwrite(Path.Combine(_cache.PathForStep(Id), "result.txt"), "edited");
        Link(name.Replace("MACHINE", Environment.MachineName, StringComparison.Ordinal));
        var before = Contents();

        using (await _cache.Claims.AcquireAsync([new(_directory.PathOf("out.txt"))]))
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(_cache.DirectoryPath, ".places", Environment.MachineName), "*.claim"));

        Assert.Equal(CacheReadState.Corrupt, (await _cache.TryGetAsync(Id, typeof(string))).State);
        Assert.Single(Directory.GetDirectories(Path.Combine(_cache.DirectoryPath, ".damaged")));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task A_link_to_a_complete_entry_is_read_and_removed_when_that_is_corrupt()
    {
        if (OperatingSystem.IsWindows())
            return;

        var other = new DirectoryStepCache(_directory.PathOf("other"));
        await other.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        Link(Id, other.PathForStep(Id));

        Assert.Equal([Id], _cache.EnumerateUniqueIds());
        Assert.Equal("result", (await _cache.TryGetAsync(Id, typeof(string))).Value);
        CollectLater();
        Assert.Equal("result", (await _cache.TryGetAsync(Id, typeof(string))).Value);

        Entry.Overwrite(Path.Combine(other.PathForStep(Id), "result.txt"), "edited");
        var read = await _cache.TryGetAsync(Id, typeof(string));

        Assert.Equal(CacheReadState.Corrupt, read.State);
        Assert.EndsWith($"the link to '{other.PathForStep(Id)}' was removed", read.Corruption, StringComparison.Ordinal);
        Assert.True(other.Contains(Id));
        await _cache.PutAsync(Entry.Of(Id, "text"), "again", typeof(string));
        Assert.Equal("edited", await File.ReadAllTextAsync(Path.Combine(other.PathForStep(Id), "result.txt")));
    }

    [Theory]
    [InlineData("keep.txt")]
    [InlineData("sub/keep.txt")]
    [InlineData("metadata.txt")]
    [InlineData(".git/config")]
    [InlineData("results.csv")]
    public async Task A_folder_of_others_in_the_place_of_an_entry_is_an_error_and_stays(string name)
    {
        var path = Path.Combine(_cache.PathForStep(Id), name);
        Put(path);

        var refused = await Assert.ThrowsAsync<TangoException>(async () => await _cache.AcquireAsync(Id));

        Assert.Equal("TANGO0302", Assert.Single(refused.Diagnostics).Code);
        Assert.EndsWith("but has files that Tango has not written. Move it away.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["keep"], File.ReadAllLines(path));
        Assert.Single(Directory.GetFileSystemEntries(_cache.PathForStep(Id)));
    }

    [Fact]
    public async Task The_whole_cache_may_be_a_link()
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateSymbolicLink(_cache.DirectoryPath, _victim);
        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));

        Assert.Equal([Id], CollectLater().RemovedIds);
        AssertVictim();
    }

    private CollectionResult CollectLater() => new CacheCollector(_cache.DirectoryPath, new Later()).Collect(TimeSpan.Zero);

    private void Link(string name, string? target = null)
    {
        var path = Path.Combine(_cache.DirectoryPath, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateSymbolicLink(path, target ?? _victim);
    }

    private void AssertVictim() => Assert.All(["keep.txt", Path.Combine("sub", "keep.txt")], name => Assert.True(File.Exists(Path.Combine(_victim, name))));

    private List<string> Contents() => [.. Directory.GetFileSystemEntries(_victim, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static void Put(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!path.EndsWith(Path.DirectorySeparatorChar))
            File.WriteAllText(path, "keep");
    }

    // So that all is older than the collection.
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddDays(8);
    }
}
