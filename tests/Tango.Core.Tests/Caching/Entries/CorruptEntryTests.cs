using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching.Entries;

public sealed class CorruptEntryTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public CorruptEntryTests() => _cache = new DirectoryStepCache(_directory.Path);

    private string Result => Path.Combine(_cache.PathForStep(Id), "result.txt");

    private string Metadata => Path.Combine(_cache.PathForStep(Id), EntryLayout.Metadata);

    [Fact]
    public async Task An_edited_result_is_quarantined()
    {
        await Store("one");
        Entry.Overwrite(Result, "two");

        await AssertDamaged("result.txt has different content");
    }

    [Fact]
    public async Task A_truncated_result_is_quarantined()
    {
        await Store("one");
        Entry.Overwrite(Result, "on");

        await AssertDamaged("result.txt has 2 bytes instead of 3");
    }

    [Fact]
    public async Task A_large_edited_result_is_quarantined()
    {
        var text = new string('x', 1_000_000);
        await Store(text);
        Entry.Overwrite(Result, text[1..] + "y");

        await AssertDamaged("result.txt has different content");
    }

    [Fact]
    public async Task A_deleted_result_is_quarantined()
    {
        await Store("one");
        File.Delete(Result);

        await AssertDamaged("result.txt is missing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"schemaVersion\": 1}")]
    [InlineData("{\"schemaVersion\": \"1\"}")]
    public async Task Unreadable_metadata_is_corruption(string json)
    {
        await Store("one");
        await File.WriteAllTextAsync(Metadata, json);

        Assert.Null(_cache.GetMetadata(Id));
        await AssertDamaged("metadata.json cannot be read");
    }

    [Fact]
    public async Task The_metadata_of_another_entry_is_corruption()
    {
        await Store("one");
        await _cache.PutAsync(Entry.Of("other", "text"), "two", typeof(string));
        File.Copy(Path.Combine(_cache.PathForStep("other"), EntryLayout.Metadata), Metadata, overwrite: true);

        await AssertDamaged("metadata.json belongs to 'other'");
    }

    [Fact]
    public async Task Metadata_that_points_out_of_the_entry_is_corruption()
    {
        await Store("one");
        await File.WriteAllTextAsync(Metadata, (await File.ReadAllTextAsync(Metadata)).Replace("result.txt", "../result.txt", StringComparison.Ordinal));

        await AssertDamaged("metadata.json names '../result.txt', which is outside the entry");
    }

    [Fact]
    public async Task A_missing_empty_directory_is_corruption()
    {
        Directory.CreateDirectory(_directory.PathOf("out"));
        await _cache.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(_directory.PathOf("out")), typeof(OutputDirectory));
        Directory.Delete(Path.Combine(_cache.PathForStep(Id), "result"));

        var read = await _cache.TryGetAsync(Id, typeof(OutputDirectory));

        Assert.Contains("result/ is missing", read.Corruption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_is_not_what_the_step_declares_now_is_recomputed()
    {
        await _cache.PutAsync(Entry.Of(Id, "json"), "text", typeof(string));

        Assert.Equal(CacheReadState.Corrupt, (await _cache.TryGetAsync(Id, typeof(int))).State);
    }

    [Fact]
    public async Task An_entry_without_metadata_is_incomplete()
    {
        await Store("one");
        File.Delete(Metadata);

        Assert.False(_cache.Contains(Id));
        Assert.Equal(CacheRead.Missing, await _cache.TryGetAsync(Id, typeof(string)));
        await Store("two");
        Assert.Equal(CacheRead.Found("two"), await _cache.TryGetAsync(Id, typeof(string)));
    }

    [Fact]
    public async Task An_entry_deleted_by_hand_is_missing()
    {
        await Store("one");
        Directory.Delete(_cache.PathForStep(Id), recursive: true);

        Assert.Empty(_cache.EnumerateUniqueIds());
        Assert.Equal(CacheRead.Missing, await _cache.TryGetAsync(Id, typeof(string)));
        await Store("two");
        Assert.Equal(CacheRead.Found("two"), await _cache.TryGetAsync(Id, typeof(string)));
    }

    [Fact]
    public async Task An_entry_of_a_newer_layout_is_missing_left_alone_and_replaced()
    {
        await Store("one");
        var newer = (await File.ReadAllTextAsync(Metadata)).Replace("\"schemaVersion\": 1", "\"schemaVersion\": 2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Metadata, newer);

        Assert.Null(_cache.GetMetadata(Id));
        Assert.Equal(CacheRead.Missing, await _cache.TryGetAsync(Id, typeof(string)));
        Assert.Equal(newer, await File.ReadAllTextAsync(Metadata));
        await Store("two");
        Assert.Equal(CacheRead.Found("two"), await _cache.TryGetAsync(Id, typeof(string)));
    }

    [Fact]
    public async Task A_quarantined_entry_is_complete_and_its_path_is_reported()
    {
        await Store("one");
        await File.WriteAllTextAsync(Path.Combine(_cache.PathForStep(Id), EntryLayout.Log), "a line");
        Entry.Overwrite(Result, "two");

        var read = await _cache.TryGetAsync(Id, typeof(string));

        var place = Assert.Single(Directory.GetDirectories(_directory.PathOf(EntryLayout.Corrupt)));
        Assert.Contains(place, read.Corruption, StringComparison.Ordinal);
        Assert.Equal(["log.txt", "metadata.json", "result.txt"], Directory.GetFiles(place).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(place, "result.txt")));
    }

    [Fact]
    public async Task The_owner_finds_the_corruption_and_stores_again()
    {
        await Store("one");
        Entry.Overwrite(Result, "two");

        await using var owner = await _cache.AcquireAsync(Id);
        Assert.Equal(CacheReadState.Corrupt, (await _cache.TryGetAsync(Id, typeof(string))).State);
        await Store("three");

        Assert.Equal(CacheRead.Found("three"), await _cache.TryGetAsync(Id, typeof(string)));
    }

    [Fact]
    public async Task A_corrupt_entry_with_another_owner_is_reported_but_not_moved()
    {
        await Store("one");
        Entry.Overwrite(Result, "two");

        await using var owner = await new DirectoryStepCache(_directory.Path).AcquireAsync(Id);
        var read = await _cache.TryGetAsync(Id, typeof(string));

        Assert.Equal(CacheReadState.Corrupt, read.State);
        Assert.True(_cache.Contains(Id));
    }

    public void Dispose() => _directory.Dispose();

    private ValueTask Store(string text) => _cache.PutAsync(Entry.Of(Id, "text"), text, typeof(string));

    private async Task AssertDamaged(string why)
    {
        var read = await _cache.TryGetAsync(Id, typeof(string));

        Assert.Equal(CacheReadState.Corrupt, read.State);
        Assert.Null(read.Value);
        Assert.StartsWith(why, read.Corruption, StringComparison.Ordinal);
        Assert.False(_cache.Contains(Id));
        Assert.Equal(CacheRead.Missing, await _cache.TryGetAsync(Id, typeof(string)));
        await Store("again");
        Assert.Equal(CacheRead.Found("again"), await _cache.TryGetAsync(Id, typeof(string)));
    }
}
