using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching;

public sealed class CacheCollectorTests : IDisposable
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private const string Killed = "Killed-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;
    private readonly string _state;

    public CacheCollectorTests()
    {
        _cache = new DirectoryStepCache(Path.Combine(_directory.Path, "cache"));
        _state = Path.Combine(_directory.Path, "obj");
        Directory.CreateDirectory(_state);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_cache_that_does_not_exist_has_nothing_to_remove() => Assert.Equal(new CollectionResult(), Collect(Week));

    [Fact]
    public async Task Entries_that_were_not_used_recently_are_removed()
    {
        await StoreAsync("Old-1", daysAgo: 8);
        await StoreAsync("New-1", daysAgo: 6);

        var done = Collect(Week);

        Assert.Equal((1, 1, 0), (done.RemovedCount, done.KeptCount, done.KeptUnfinishedCount));
        Assert.Equal(["New-1"], _cache.EnumerateUniqueIds());
        Assert.False(Directory.Exists(_cache.PathForStep("Old-1")));
    }

    [Theory]
    [InlineData("Shared-1")]
    [InlineData("Shared-5")]
    [InlineData("of another project")]
    public async Task Files_that_entries_share_count_once_so_that_a_limit_removes_no_more_than_it_must(string needed)
    {
        if (OperatingSystem.IsWindows())
            return;

        // One large result under five ids.
        var content = new string('x', 100_000);
        await _cache.PutAsync(Entry.Of("Shared-1", "text") with { CutoffKey = "key" }, content, typeof(string));
        for (var number = 2; number <= 5; number++)
        {
            await using var owner = await _cache.AcquireAsync($"Shared-{number}");
            Assert.True(await _cache.TryShareAsync("Shared-1", "key", entry => entry with { UniqueId = $"Shared-{number}" }, default));
        }

        new CacheRoots(_cache.DirectoryPath).Write(_state, [needed]);

        var done = Collect(Week, maxBytes: 150_000);

        Assert.Equal((5, 0), (done.KeptCount, done.RemovedCount));
        Assert.InRange(done.KeptBytes, 100_000, 120_000);
    }

    [Fact]
    public async Task What_a_pipeline_needs_is_kept_however_old_it_is()
    {
        await StoreAsync("Needed-1", daysAgo: 400);
        await StoreAsync("Old-1", daysAgo: 400);
        new CacheRoots(_cache.DirectoryPath).Write(_state, ["Needed-1"]);

        Collect(TimeSpan.Zero, maxBytes: 1);

        Assert.Equal(["Needed-1"], _cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task What_only_a_deleted_clone_needed_is_kept_no_longer()
    {
        await StoreAsync("Needed-1", daysAgo: 400);
        new CacheRoots(_cache.DirectoryPath).Write(_state, ["Needed-1"]);
        Directory.Delete(_state);

        Collect(Week);

        Assert.Empty(_cache.EnumerateUniqueIds());
        Assert.Empty(Directory.GetFiles(Path.Combine(_cache.DirectoryPath, EntryLayout.Roots)));
    }

    [Fact]
    public async Task What_another_machine_needs_is_kept_as_long_as_its_last_build_is_recent()
    {
        await StoreAsync("There-1", daysAgo: 400);
        new CacheRoots(_cache.DirectoryPath, machine: "no-machine-of-this-name").Write(_state, ["There-1"]);
        var root = Assert.Single(Directory.GetFiles(Path.Combine(_cache.DirectoryPath, EntryLayout.Roots)));

        Collect(Week);
        Assert.Equal(["There-1"], _cache.EnumerateUniqueIds());

        File.SetLastWriteTimeUtc(root, DateTime.UtcNow.AddDays(-8));
        Collect(Week);
        Assert.Empty(_cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task What_a_pipeline_stops_needing_counts_as_used_until_then()
    {
        await StoreAsync("Branch-1", daysAgo: 400);
        var roots = new CacheRoots(_cache.DirectoryPath);
        roots.Write(_state, ["Branch-1"]);
        roots.Write(_state, ["Main-1"]);

        Collect(Week);

        Assert.Equal(["Branch-1"], _cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task A_cache_above_its_size_loses_the_oldest_first()
    {
        await StoreAsync("One-1", daysAgo: 3);
        await StoreAsync("Two-1", daysAgo: 2);
        await StoreAsync("Three-1", daysAgo: 1);
        var size = Collect(Week).KeptBytes;

        var done = Collect(Week, maxBytes: size - 1);

        Assert.Equal(["Three-1", "Two-1"], _cache.EnumerateUniqueIds().Order(StringComparer.Ordinal));
        Assert.Equal(size, done.RemovedBytes + done.KeptBytes);
        Assert.True(done.KeptBytes < size);
    }

    [Fact]
    public async Task A_dry_run_names_what_would_be_removed_and_changes_nothing()
    {
        await StoreAsync("Old-1", daysAgo: 9);
        await StoreAsync("Older-1", daysAgo: 10);
        await StoreAsync("New-1", daysAgo: 1);
        await StoreAsync("Owned-1", daysAgo: 20);
        new CacheRoots(_cache.DirectoryPath).Write(_directory.PathOf("deleted"), ["Old-1"]);
        Directory.CreateDirectory(Path.Combine(_cache.DirectoryPath, EntryLayout.Corrupt, $"{Killed}-20260101000000-0123456789abcdef")).LastWriteTimeUtc = DateTime.UtcNow.AddDays(-8);
        await using var owner = await new DirectoryStepCache(_cache.DirectoryPath).AcquireAsync("Owned-1");
        Age("Owned-1", days: 20);
        await File.WriteAllTextAsync(Path.Combine(_cache.PathForStep("Old-1"), EntryLayout.Lock), "");
        Age("Old-1", days: 9);
        var before = Directory.GetFileSystemEntries(_cache.DirectoryPath, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

        var listed = new CacheCollector(_cache.DirectoryPath) { IsDryRun = true }.Collect(Week);

        Assert.Equal(["Older-1", "Old-1"], listed.RemovedIds);
        Assert.Equal(before, Directory.GetFileSystemEntries(_cache.DirectoryPath, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        var done = Collect(Week);
        Assert.Equal(listed.RemovedIds, done.RemovedIds);
        Assert.Equal((listed.RemovedCount, listed.RemovedBytes, listed.KeptCount, listed.KeptBytes), (done.RemovedCount, done.RemovedBytes, done.KeptCount, done.KeptBytes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    public async Task What_a_build_uses_stays_however_it_ends_until_a_later_one_succeeds(long? maxBytes)
    {
        await StoreAsync("Used-1", daysAgo: 400);
        var roots = new CacheRoots(_cache.DirectoryPath);
        var build = RunningBuild.Begin(roots, _state, ["Used-1"]);
        Assert.Equal(1, Collect(TimeSpan.Zero, maxBytes).KeptCount);
        build.End(isComplete: false);
        Assert.Equal(1, Collect(TimeSpan.Zero, maxBytes).KeptCount);

        var next = RunningBuild.Begin(roots, _state, ["Other-1"]);
        Assert.Equal(1, Collect(TimeSpan.Zero, maxBytes).KeptCount);
        next.End(isComplete: true);
        Assert.Equal(1, Collect(TimeSpan.Zero, maxBytes).RemovedCount);
        Assert.Empty(Directory.GetFiles(Path.Combine(_cache.DirectoryPath, EntryLayout.Roots)));
    }

    // A killed build cannot release anything: it is forgotten in time.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_killed_or_failed_build_used_is_kept_for_a_week(bool hasFailed)
    {
        await StoreAsync("Used-1", daysAgo: 400);
        var build = RunningBuild.Begin(new CacheRoots(_cache.DirectoryPath), _state, ["Used-1"]);
        if (hasFailed)
            build.End(isComplete: false);

        Assert.Equal(1, new CacheCollector(_cache.DirectoryPath, new Later(TimeSpan.FromDays(6))).Collect(TimeSpan.Zero).KeptCount);
        Assert.Equal(1, new CacheCollector(_cache.DirectoryPath, new Later(TimeSpan.FromDays(8))).Collect(TimeSpan.Zero).RemovedCount);
        Assert.Empty(Directory.GetFiles(Path.Combine(_cache.DirectoryPath, EntryLayout.Roots)));
    }

    [Fact]
    public async Task A_build_that_begins_during_a_collection_counts()
    {
        await StoreAsync("Used-1", daysAgo: 400);
        var roots = new CacheRoots(_cache.DirectoryPath);
        var needed = new NeededEntries(roots, DateTime.UtcNow, DateTime.UtcNow, removes: true);
        Assert.False(needed.Contains("Used-1"));

        RunningBuild.Begin(roots, _state, ["Used-1"]);

        Assert.True(needed.Contains("Used-1"));
    }

    [Fact]
    public async Task What_is_being_made_stays()
    {
        await using var owner = await _cache.AcquireAsync("Making-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        Age("Making-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", days: 400);

        var done = Collect(TimeSpan.Zero, maxBytes: 1);

        Assert.Equal((0, 1, 1), (done.RemovedCount, done.KeptCount, done.KeptUnfinishedCount));
        Assert.True(Directory.Exists(_cache.PathForStep("Making-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")));
    }

    [Fact]
    public void An_old_work_directory_of_a_killed_step_is_removed()
    {
        var work = Directory.CreateDirectory(Path.Combine(_cache.PathForStep(Killed), EntryLayout.Work));
        File.WriteAllText(Path.Combine(work.FullName, "checkpoint"), "half");
        Age(Killed, days: 1);
        Assert.Equal(0, Collect(Week).RemovedCount);

        Age(Killed, days: 8);
        Assert.Equal(1, Collect(Week).RemovedCount);
        Assert.False(Directory.Exists(_cache.PathForStep(Killed)));
    }

    [Fact]
    public async Task Quarantined_entries_are_kept_as_long_as_others()
    {
        await StoreAsync("Broken-1", daysAgo: 0);
        Entry.Overwrite(Path.Combine(_cache.PathForStep("Broken-1"), "result.txt"), "edited");
        Assert.Single((await new CacheVerification(_cache).VerifyAllAsync(quarantine: true)).Corrupt);
        var aside = Path.Combine(_cache.DirectoryPath, EntryLayout.Corrupt);

        Collect(Week);
        Assert.Single(Directory.GetDirectories(aside));

        new CacheCollector(_cache.DirectoryPath, new Later(TimeSpan.FromDays(8))).Collect(Week);
        Assert.Empty(Directory.GetDirectories(aside));
    }

    [Fact]
    public async Task Collections_of_several_projects_at_once_do_not_disturb_each_other()
    {
        for (var index = 0; index < 200; index++)
        {
            var damaged = Directory.CreateDirectory(Path.Combine(_cache.DirectoryPath, EntryLayout.Corrupt, $"{IdOf(index)}-20260101000000-0123456789abcdef"));
            File.WriteAllText(Path.Combine(damaged.FullName, "result.txt"), "edited");
            damaged.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-8);
            Directory.CreateDirectory(Path.Combine(_cache.PathForStep(IdOf(index)), EntryLayout.Work));
            Age(IdOf(index), days: 8);
        }

        using var start = new Barrier(4);
        var collections = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                Collect(Week);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(collections);

        Assert.Empty(Directory.GetDirectories(Path.Combine(_cache.DirectoryPath, EntryLayout.Corrupt)));
        Assert.Equal([_cache.DirectoryPath + Path.DirectorySeparatorChar + EntryLayout.Corrupt], Directory.GetDirectories(_cache.DirectoryPath));
    }

    [Fact]
    public void An_entry_that_is_removed_while_it_is_looked_at_is_empty()
    {
        var entry = Directory.CreateDirectory(_cache.PathForStep("Gone-1"));
        entry.Delete();

        Assert.Equal(0, StoredEntry.Read(entry).Bytes);
    }

    private static string IdOf(int index) => $"Old-{new string((char)('a' + (index % 26)), 31)}{(char)('a' + (index / 26))}";

    private CollectionResult Collect(TimeSpan retention, long? maxBytes = null) => new CacheCollector(_cache.DirectoryPath).Collect(retention, maxBytes);

    private async Task StoreAsync(string id, int daysAgo)
    {
        await _cache.PutAsync(Entry.Of(id, "text"), "some text", typeof(string));
        Age(id, daysAgo);
    }

    private void Age(string id, int days)
    {
        var time = DateTime.UtcNow.AddDays(-days);
        var entry = _cache.PathForStep(id);
        var metadata = Path.Combine(entry, EntryLayout.Metadata);
        if (File.Exists(metadata))
            File.SetLastWriteTimeUtc(metadata, time);

        Directory.SetLastWriteTimeUtc(entry, time);
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + by;
    }
}
