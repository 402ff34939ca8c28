using Tango.Caching;

namespace Tango.Core.Tests.Caching;

public sealed class CacheVerificationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public CacheVerificationTests() => _cache = new DirectoryStepCache(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Sound_entries_are_counted_and_damaged_ones_set_aside()
    {
        await StoreAsync("Sound-1");
        await StoreAsync("Edited-1");
        await StoreAsync("Cut-1");
        await File.WriteAllTextAsync(ResultOf("Edited-1"), "other");
        await File.WriteAllTextAsync(ResultOf("Cut-1"), "");

        var found = await CacheVerification.VerifyAllAsync(_cache);

        Assert.Equal(1, found.Sound);
        Assert.Equal(["Cut-1", "Edited-1"], found.Damaged.Select(damage => damage.Key));
        Assert.Contains("result.txt", found.Damaged[0].Value, StringComparison.Ordinal);
        Assert.Equal(["Sound-1"], _cache.UniqueIds());
    }

    [Fact]
    public async Task An_empty_cache_has_nothing_to_verify()
    {
        var found = await CacheVerification.VerifyAllAsync(new DirectoryStepCache(Path.Combine(_directory.Path, "none")));

        Assert.Equal(0, found.Sound);
        Assert.Empty(found.Damaged);
    }

    private string ResultOf(string id) => Path.Combine(_cache.PathForStep(id), "result.txt");

    private async Task StoreAsync(string id) => await _cache.PutAsync(Entry.Of(id, "text"), "text", typeof(string));
}
