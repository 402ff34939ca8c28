using System.Formats.Tar;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Caching.Remote;
using Tango.Core.Tests.IO;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>Archives that lie. Each is refused alone, and nothing of it stays.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public HostileArchiveTests() => _cache = new DirectoryStepCache(_directory.PathOf("cache"));

    private string Store => _directory.PathOf("store");

    private string Archive => Path.Combine(Store, EntryArchive.NameOf(Id));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("../../escaped")]
    [InlineData("/escaped")]
    [InlineData("a/../../escaped")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData(".lock")]
    [InlineData(".staged.metadata.json")]
    [InlineData("metadata.json")]
    [InlineData("log.txt")]
    [InlineData("work/x")]
    [InlineData("replaced-0123456789abcdef/result.json")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task A_name_that_leaves_the_entry_or_is_the_caches_own_is_refused(string name)
    {
        await WriteAsync([HostileArchive.File(name, "x")], [(name, "x")]);

        await AssertCorruptAsync();
        Assert.Equal(["cache", "store"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Names_that_conflict_are_refused()
    {
        foreach (var names in (string[][])[["a", "a.b", "a/b"], ["a", "a/"], ["a/b", "a/b/c"], ["a/", "a"], ["a", "a"]])
        {
            await WriteAsync([.. names.Select(name => name.EndsWith('/') ? new EntryFile { Name = name } : HostileArchive.File(name, ""))], [.. names.Where(name => !name.EndsWith('/')).Select(name => (name, ""))]);

            await AssertCorruptAsync();
        }
    }

    [Fact]
    public async Task Members_that_are_not_those_of_the_record_are_refused()
    {
        foreach (var members in ((string, string)[][])[
            [],
            [("other", "1")],
            [("result.json", "1"), ("result.json", "1")],
            [("result.json", "1"), ("result.json", "2")],
            [("result.json", "1"), ("other", "1")],
            [("result.json", "1"), ("log.txt", "a"), ("log.txt", "b")],
            [("result.json", "1"), ("metadata.json", "{}")],
            [("./result.json", "1")],
            [("RESULT.json", "1")],
            [("result.json", "2")],
            [("result.json", "")],
            [("result.json", "11")],
            [("result.json", new string('1', 3_000_000))]])
        {
            await WriteAsync([HostileArchive.File("result.json", "1")], members);

            await AssertCorruptAsync();
        }
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Directory)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public async Task Members_that_are_not_files_are_refused(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "result.json");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";

        await WriteAsync([HostileArchive.File("result.json", "1")], [], entry);

        await AssertCorruptAsync();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100_000)]
    public async Task A_size_that_is_not_that_of_the_file_is_refused(long size)
    {
        await WriteAsync([HostileArchive.File("result.json", "1") with { Size = size }], [("result.json", "1")]);

        await AssertCorruptAsync();
    }

    [Theory]
    [InlineData(1, long.MaxValue)]
    [InlineData(2, long.MaxValue)]
    [InlineData(1, 4_000_000_000_000_000_000)]
    public async Task An_entry_that_is_larger_than_the_disk_is_not_begun(int count, long size)
    {
        await WriteAsync([.. Enumerable.Range(0, count).Select(number => HostileArchive.File($"{number}", "1") with { Size = size })], [("0", "1")]);

        await AssertUnusableAsync("bytes that are free");
    }

    [Theory]
    [InlineData("result.json")]
    [InlineData("log.txt")]
    [InlineData("metadata.json")]
    [InlineData("an attribute")]
    public async Task What_is_small_when_packed_and_large_when_unpacked_is_not_read(string bomb)
    {
        var zeros = new string(' ', 40_000_000);
        var entry = bomb == "an attribute" ? new PaxTarEntry(TarEntryType.RegularFile, "result.json", [new("comment", zeros)]) : null;
        await WriteAsync([HostileArchive.File("result.json", "1")], bomb is "metadata.json" or "an attribute" ? [] : [(bomb, zeros)], entry, bomb == "metadata.json" ? zeros : "");
        Assert.InRange(new FileInfo(Archive).Length, 1, 100_000);

        await AssertCorruptAsync();
    }

    [Theory]
    [InlineData(256)]
    [InlineData(300)]
    [InlineData(4000)]
    public async Task A_name_that_this_file_system_refuses_makes_the_entry_unusable_here(int length)
    {
        var name = new string('n', length);
        await WriteAsync([HostileArchive.File("a", "1"), HostileArchive.File(name, "1")], [("a", "1"), (name, "1")]);

        await AssertUnusableAsync("too long");
    }

    [Fact]
    public async Task A_tree_that_is_too_deep_for_this_place_makes_the_entry_unusable_here()
    {
        var name = string.Concat(Enumerable.Repeat(new string('d', 100) + "/", 60)) + "file";
        await WriteAsync([HostileArchive.File(name, "1")], [(name, "1")]);

        await AssertUnusableAsync("too long");
    }

    [TmpfsTheory]
    [InlineData("size=1m")]
    [InlineData("size=3m")]
    public async Task An_entry_for_which_the_disk_has_no_space_is_not_begun(string options)
    {
        using var disk = new Tmpfs(_cache.DirectoryPath, options);
        var content = new string(' ', 2_000_000);
        await WriteAsync([HostileArchive.File("result.json", content)], [("result.json", content)]);

        await AssertUnusableAsync("bytes that are free");
    }

    [TmpfsTheory]
    [InlineData("nr_inodes=1")]
    [InlineData("nr_inodes=2")]
    [InlineData("nr_inodes=3")]
    public async Task A_full_local_cache_is_a_failure_that_names_it(string options)
    {
        using var disk = new Tmpfs(_cache.DirectoryPath, options);
        await WriteAsync([HostileArchive.File("result.json", "1")], [("result.json", "1")]);
        using var remote = Open();

        var failure = await Assert.ThrowsAsync<RemoteStoreException>(() => remote.FetchAsync(Id, _cache, null, default));

        Assert.StartsWith("entries cannot be written to the local cache: No space left", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_out_of_the_result_is_refused()
    {
        foreach (var target in (string[])["/etc/passwd", "../../x", "nothing", ""])
        {
            await WriteAsync([HostileArchive.File("result/a", "1"), new EntryFile { Name = "result/link", LinkTarget = target }], [("result/a", "1")]);

            await AssertCorruptAsync();
        }
    }

    [Theory]
    [InlineData("text.zst")]
    [InlineData("text.br")]
    [InlineData("text.gz")]
    public async Task Files_that_are_not_compressed_as_the_record_says_are_corrupt_when_they_are_used(string format)
    {
        var suffix = format["text".Length..];
        await WriteAsync([HostileArchive.File("more.txt" + suffix, "not compressed at all"), HostileArchive.File("result.txt" + suffix, "nor this")], [("more.txt" + suffix, "not compressed at all"), ("result.txt" + suffix, "nor this")], format: format);
        using var remote = Open();
        Assert.NotNull(await remote.FetchAsync(Id, _cache, null, default));

        var exported = await _cache.ExportAsync(Id, _directory.PathOf("exported/"));

        Assert.Equal(CacheReadState.Corrupt, exported.State);
        Assert.False(_cache.Contains(Id));
    }

    [Fact]
    public async Task A_log_that_is_too_long_for_an_archive_is_left_out_of_it()
    {
        await _cache.PutAsync(Entry.Of(Id), 1, typeof(int));
        await File.WriteAllBytesAsync(Path.Combine(_cache.PathForStep(Id), EntryLayout.Log), new byte[ArchiveLimits.Log + 1]);
        using var remote = Open();
        await remote.PushAsync(Id, _cache, default);
        _cache.Remove(Id);

        Assert.NotNull(await remote.FetchAsync(Id, _cache, null, default));

        Assert.Equal(CacheRead.Found(1), await _cache.TryGetAsync(Id, typeof(int)));
        Assert.False(File.Exists(Path.Combine(_cache.PathForStep(Id), EntryLayout.Log)));
    }

    [Fact]
    public async Task An_entry_with_more_files_than_an_archive_may_have_is_not_pushed()
    {
        await _cache.PutAsync(Entry.Of(Id) with { Summary = new string('s', ArchiveLimits.Metadata) }, 1, typeof(int));
        using var remote = Open();

        await remote.PushAsync(Id, _cache, default);

        Assert.False(File.Exists(Archive));
    }

    private Task WriteAsync(EntryFile[] files, (string Name, string Content)[] members, TarEntry? last = null, string padding = "", string format = "json")
    {
        Directory.CreateDirectory(Store);
        return HostileArchive.WriteAsync(Archive, Id, files, members, last, padding, format);
    }

    private async Task AssertCorruptAsync() => Assert.True((await RefusalAsync()).IsCorrupt);

    private async Task AssertUnusableAsync(string reason)
    {
        var refusal = await RefusalAsync();
        Assert.False(refusal.IsCorrupt);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<RemoteEntryException> RefusalAsync()
    {
        using var remote = Open();
        var refusal = await Assert.ThrowsAsync<RemoteEntryException>(() => remote.FetchAsync(Id, _cache, null, default));
        Assert.Empty(Directory.GetFileSystemEntries(_cache.DirectoryPath));
        return refusal;
    }

    private RemoteCache Open() => RemoteCache.Open(new RemoteCacheSettings(Store), _directory.PathOf("spool"));
}
