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
        await AssertDamaged("metadata.json is not as it was written");
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
        Entry.Reseal(_cache.PathForStep(Id), "result.txt", "../result.txt");

        await AssertDamaged("metadata.json names '../result.txt', which is outside the entry");
    }

    // Damage that leaves the file readable: without a digest, some of it served another result, and some failed every build.
    [Theory]
    [InlineData("\"text.zst\"", "\"text.zsu\"")]
    [InlineData("\"text.zst\"", "\"dext.zst\"")]
    [InlineData("\"text.zst\"", "\"text.gz\"")]
    [InlineData("\"text.zst\"", "\"System.Object\"")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 0")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 1e400")]
    [InlineData("\"isNull\": false", "\"isNull\": true")]
    [InlineData("result.txt.zst", "result\\u0000txt.zst")]
    [InlineData("result.txt.zst", "/etc/passwd")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 3")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": -1")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 1, \"schemaVersion\": 2")]
    [InlineData("\"duration\": 0", "\"duration\": 1e9999")]
    [InlineData("\"step\": \"step\"", "\"step\": \"other\"")]
    public async Task Edited_metadata_is_corruption_whatever_asks(string before, string after)
    {
        var asks = new Func<Task<string?>>[]
        {
            async () => (await _cache.TryGetAsync(Id, typeof(string))).Corruption,
            async () => (await _cache.VerifyAsync(Id, quarantine: true)).Corruption,
            async () => (await _cache.ExportAsync(Id, _directory.PathOf("export.txt"))).Corruption,
            async () => (await _cache.CompareAsync(Id, _directory.PathOf("export.txt"), ownsFolder: false, CancellationToken.None)).Corruption,
        };
        foreach (var ask in asks)
        {
            await _cache.PutAsync(Entry.Of(Id, "text.zst"), "one", typeof(string));
            var json = await File.ReadAllTextAsync(Metadata);
            Assert.Contains(before, json, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Metadata, json.Replace(before, after, StringComparison.Ordinal));

            Assert.StartsWith("metadata.json is not as it was written", await ask(), StringComparison.Ordinal);
            Assert.False(_cache.Contains(Id));
            Assert.False(File.Exists(_directory.PathOf("export.txt")));
        }
    }

    [Theory]
    [InlineData("\"isNull\": false", "\"isNull\": true", "metadata.json says that the result is null, but names files")]
    [InlineData("result.txt", "result\\u0000.txt", "metadata.json names 'result\\u0000.txt', which is outside the entry")]
    [InlineData("result.txt", "a/../../x", "metadata.json names 'a/../../x', which is outside the entry")]
    [InlineData("result.txt", "/x", "metadata.json names '/x', which is outside the entry")]
    [InlineData("result.txt", "", "metadata.json names '', which is outside the entry")]
    [InlineData("result.txt", "metadata.json", "metadata.json has ")]
    [InlineData("\"files\": [", "\"files\": [\n{\"name\":\"result.txt\",\"size\":3,\"sha256\":\"\"},", "metadata.json names a file twice")]
    [InlineData("\"size\": 3", "\"size\": 4", "result.txt has 3 bytes instead of 4")]
    [InlineData("\"size\": 3", "\"size\": -3", "metadata.json cannot be read: 'size' is negative")]
    [InlineData("\"size\": 3", "\"size\": 1e40", "metadata.json cannot be read")]
    [InlineData("\"started\": \"", "\"started\": \"x", "metadata.json cannot be read")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 0", "metadata.json cannot be read: 'schemaVersion' is 0")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": -1", "metadata.json cannot be read: 'schemaVersion' is -1")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 0", "metadata.json cannot be read: 'formatVersion' is 0")]
    [InlineData("\"duration\": 0", "\"duration\": -1", "metadata.json cannot be read: 'duration' is negative")]
    [InlineData("\"step\": \"step\"", "\"step\": null", "metadata.json cannot be read: 'step' is null; moved to")]
    [InlineData("\"text\"", "\"text.zst\"", "")]
    public async Task Metadata_that_contradict_themselves_or_the_entry_are_corruption(string before, string after, string why)
    {
        await Store("one");
        Entry.Reseal(_cache.PathForStep(Id), before, after);

        await AssertDamaged(why);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("bytes")]
    [InlineData("jsonl")]
    [InlineData("directory")]
    public async Task A_result_without_files_is_corruption(string format)
    {
        Directory.CreateDirectory(_directory.PathOf("out"));
        object value = format switch
        {
            "bytes" => new byte[1],
            "jsonl" => new[] { 1 },
            "directory" => new OutputDirectory(_directory.PathOf("out")),
            _ => "text",
        };
        await _cache.PutAsync(Entry.Of(Id, format), value, format == "jsonl" ? typeof(IEnumerable<int>) : value.GetType());
        var json = await File.ReadAllTextAsync(Metadata);
        var start = json.IndexOf("\"files\": [", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(Metadata, Entry.Resealed(json[..start] + "\"files\": [" + json[json.IndexOf(']', start)..]));

        var read = await _cache.VerifyAsync(Id, quarantine: true);

        Assert.StartsWith("metadata.json says that there is a result, but names no file; moved to ", read.Corruption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_result_with_a_file_is_corruption()
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), null, typeof(string));
        await File.WriteAllTextAsync(Result, "one");

        await AssertDamaged("metadata.json says that the result is null, but there is 'result.txt'");
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

    [Theory]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2", "a newer version of Tango wrote it, in a layout after 1")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2147483647, \"files\": 7", "a newer version of Tango wrote it, in a layout after 1")]
    [InlineData("\"format\": \"text\"", "\"format\": \"System.Object\"", "There is no format 'System.Object'")]
    [InlineData("\"format\": \"text\"", "\"format\": \"directory.zst\"", "There is no format 'directory.zst'")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2", "it was written by version 2 of the format 'text', and this is version 1")]
    [InlineData("\"identity\": []", "\"identity\": [{\"name\": \"format\", \"hash\": \"\", \"text\": \"json 1\"}]", "its result is in the format 'text' 1, and not in 'json 1'")]
    public async Task An_intact_entry_of_another_version_or_format_is_left_alone(string before, string after, string why)
    {
        await Store("one");
        Entry.Reseal(_cache.PathForStep(Id), before, after);
        var metadata = await File.ReadAllTextAsync(Metadata);

        var read = await _cache.TryGetAsync(Id, typeof(string));

        Assert.Equal(CacheReadState.Unusable, read.State);
        Assert.StartsWith(why, read.UnusableBecause, StringComparison.Ordinal);
        Assert.NotEqual(CacheReadState.Found, _cache.Look(Id, new ExpectedFormat("json", 1)).State);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store("two"));
        Assert.Equal(metadata, await File.ReadAllTextAsync(Metadata));
        await _cache.PutAsync(Entry.Of(Id, "text"), "two", typeof(string), new PutOptions { Replace = true });
        Assert.Equal(CacheRead.Found("two"), await _cache.TryGetAsync(Id, typeof(string)));
    }

    [Theory]
    [InlineData("json", 1)]
    [InlineData("text", 2)]
    [InlineData("Text", 1)]
    public async Task An_entry_in_another_format_than_its_step_has_is_left_alone(string name, int version)
    {
        await Store("one");

        var look = _cache.Look(Id, new ExpectedFormat(name, version));

        Assert.Equal((CacheReadState.Unusable, $"its result is in the format 'text' 1, and not in '{name}' {version}"), (look.State, look.Why));
        Assert.Equal(CacheReadState.Unusable, (await _cache.TryGetAsync(Id, typeof(string), new ExpectedFormat(name, version), CancellationToken.None)).State);
        Assert.Equal(CacheReadState.Found, _cache.Look(Id, new ExpectedFormat("text", 1)).State);
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
