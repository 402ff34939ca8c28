using Tango.Caching;
using Tango.Core.Tests.IO;

namespace Tango.Core.Tests.Caching;

public sealed class CacheVerificationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public CacheVerificationTests() => _cache = new DirectoryStepCache(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Intact_entries_are_counted_and_corrupt_ones_quarantined()
    {
        await StoreAsync("Sound-1");
        await StoreAsync("Edited-1");
        await StoreAsync("Cut-1");
        Entry.Overwrite(ResultOf("Edited-1"), "other");
        Entry.Overwrite(ResultOf("Cut-1"), "");

        var found = await new CacheVerification(_cache).VerifyAllAsync(quarantine: true);

        Assert.Equal(1, found.IntactCount);
        Assert.Equal(["Cut-1", "Edited-1"], found.Corrupt.Select(damaged => damaged.UniqueId));
        Assert.Contains("result.txt", found.Corrupt[0].Corruption, StringComparison.Ordinal);
        Assert.Equal(["Sound-1"], _cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task Damaged_entries_stay_where_they_are_without_quarantine()
    {
        await StoreAsync("Edited-1");
        Entry.Overwrite(ResultOf("Edited-1"), "other");

        var found = await new CacheVerification(_cache).VerifyAllAsync(quarantine: false);

        Assert.Equal("Edited-1", Assert.Single(found.Corrupt).UniqueId);
        Assert.Equal(["Edited-1"], _cache.EnumerateUniqueIds());
        Assert.Equal("other", await File.ReadAllTextAsync(ResultOf("Edited-1")));
    }

    [Fact]
    public async Task What_cannot_be_verified_is_listed_and_left_alone()
    {
        if (OperatingSystem.IsWindows())
            return;

        await StoreAsync("Sound-1");
        await StoreAsync("Newer-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        await StoreAsync("Closed-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        Entry.Reseal(_cache.PathForStep("Newer-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "\"schemaVersion\": 1", "\"schemaVersion\": 2");
        UnreadableFile.Make(Path.Combine(_cache.PathForStep("Closed-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "metadata.json"));

        var found = await new CacheVerification(_cache).VerifyAllAsync(quarantine: true);

        Assert.Equal((1, 0), (found.IntactCount, found.Corrupt.Count));
        Assert.Equal(["Closed-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Newer-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"], found.Unusable.Select(entry => entry.UniqueId));
        Assert.StartsWith("metadata.json cannot be read: ", found.Unusable[0].Why, StringComparison.Ordinal);
        Assert.Equal(3, _cache.EnumerateUniqueIds().Count());
    }

    [Fact]
    public async Task An_empty_cache_has_nothing_to_verify()
    {
        var found = await new CacheVerification(new DirectoryStepCache(Path.Combine(_directory.Path, "none"))).VerifyAllAsync(quarantine: true);

        Assert.Equal(0, found.IntactCount);
        Assert.Empty(found.Corrupt);
    }

    private string ResultOf(string id) => Path.Combine(_cache.PathForStep(id), "result.txt");

    private async Task StoreAsync(string id) => await _cache.PutAsync(Entry.Of(id, "text"), "text", typeof(string));
}
