using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching;

/// <summary>An entry that is put into the cache while its step runs, by a tool or another machine: it is used like that of another build.</summary>
public sealed class AppearingEntryTests : IDisposable
{
    private const string Id = "Report-aaaabbbbccccddddeeeeffffgggghhhh";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;
    private readonly DirectoryStepCache _other;

    public AppearingEntryTests()
    {
        _cache = new DirectoryStepCache(_directory.PathOf("cache"));
        _other = new DirectoryStepCache(_directory.PathOf("other"));
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("intact", "theirs")]
    [InlineData("newer", null)]
    [InlineData("other content", "ours")]
    [InlineData("no result", "ours")]
    [InlineData("cut metadata", "ours")]
    [InlineData("no metadata", "ours")]
    public async Task Before_the_result_is_stored(string kind, string? used)
    {
        await _other.PutAsync(Entry.Of(Id, "text"), "theirs", typeof(string));
        await using (await _cache.AcquireAsync(Id))
        {
            Appear(kind);
            await _cache.PutAsync(Entry.Of(Id, "text"), "ours", typeof(string));
        }

        Assert.Equal(used, (await _cache.TryGetAsync(Id, typeof(string))).Value);
    }

    [Fact]
    public async Task While_the_result_is_being_written()
    {
        await _other.PutAsync(Entry.Of(Id, "text"), "theirs", typeof(string));
        var cache = new DirectoryStepCache(_cache.DirectoryPath) { AtStage = stage => AppearAt(stage, EntryStage.FileWritten) };
        await using (await cache.AcquireAsync(Id))
            await cache.PutAsync(Entry.Of(Id, "text"), "ours", typeof(string));

        Assert.Equal("theirs", (await _cache.TryGetAsync(Id, typeof(string))).Value);
        Assert.Equal(["metadata.json", "result.txt"], Directory.GetFileSystemEntries(_cache.PathForStep(Id)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private void AppearAt(EntryStage now, EntryStage when)
    {
        if (now == when)
            Appear("intact");
    }

    // As a tool copies it.
    private void Appear(string kind)
    {
        var entry = _other.PathForStep(Id);
        if (kind == "newer")
            Entry.Reseal(entry, "\"schemaVersion\": 1", "\"schemaVersion\": 2");

        foreach (var file in Directory.GetFiles(entry))
        {
            var name = Path.GetFileName(file);
            var copy = Path.Combine(_cache.PathForStep(Id), name);
            if (kind != $"no {Path.GetFileNameWithoutExtension(name)}")
                File.Copy(file, copy);

            if (kind == "other content" && name == "result.txt")
                Entry.Overwrite(copy, "edited");
            else if (kind == "cut metadata" && name == EntryLayout.Metadata)
                File.WriteAllBytes(copy, File.ReadAllBytes(file)[..^9]);
        }
    }
}
