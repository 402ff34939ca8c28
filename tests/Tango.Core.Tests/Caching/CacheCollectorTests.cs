using Tango.Caching;

namespace Tango.Core.Tests.Caching;

public sealed class CacheCollectorTests : IDisposable
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

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
    public void A_cache_that_does_not_exist_has_nothing_to_remove() => Assert.Equal(new CollectedEntries(0, 0, 0, 0), Collect(Week));

    [Fact]
    public async Task Entries_that_nobody_has_used_for_long_are_removed_whole()
    {
        await StoreAsync("Old-1", daysAgo: 8);
        await StoreAsync("New-1", daysAgo: 6);

        var done = Collect(Week);

        Assert.Equal((1, 1), (done.Removed, done.Kept));
        Assert.Equal(["New-1"], _cache.UniqueIds());
        Assert.False(Directory.Exists(_cache.PathForStep("Old-1")));
    }

    [Fact]
    public async Task What_a_pipeline_needs_is_kept_however_old_it_is()
    {
        await StoreAsync("Needed-1", daysAgo: 400);
        await StoreAsync("Old-1", daysAgo: 400);
        new CacheRoots(_cache.Path).Write(_state, ["Needed-1"]);

        Collect(TimeSpan.Zero, mostBytes: 1);

        Assert.Equal(["Needed-1"], _cache.UniqueIds());
    }

    [Fact]
    public async Task What_only_a_deleted_clone_needed_is_kept_no_longer()
    {
        await StoreAsync("Needed-1", daysAgo: 400);
        new CacheRoots(_cache.Path).Write(_state, ["Needed-1"]);
        Directory.Delete(_state);

        Collect(Week);

        Assert.Empty(_cache.UniqueIds());
        Assert.Empty(Directory.GetFiles(Path.Combine(_cache.Path, EntryLayout.Roots)));
    }

    [Fact]
    public async Task What_another_machine_needs_is_kept_as_long_as_its_last_build_is_recent()
    {
        await StoreAsync("There-1", daysAgo: 400);
        var roots = Directory.CreateDirectory(Path.Combine(_cache.Path, EntryLayout.Roots)).FullName;
        var root = Path.Combine(roots, "other.txt");
        await File.WriteAllTextAsync(root, $"no-machine-of-this-name\n{_state}\nThere-1");

        Collect(Week);
        Assert.Equal(["There-1"], _cache.UniqueIds());

        File.SetLastWriteTimeUtc(root, DateTime.UtcNow.AddDays(-8));
        Collect(Week);
        Assert.Empty(_cache.UniqueIds());
    }

    [Fact]
    public async Task What_a_pipeline_stops_needing_counts_as_used_until_then()
    {
        await StoreAsync("Branch-1", daysAgo: 400);
        var roots = new CacheRoots(_cache.Path);
        roots.Write(_state, ["Branch-1"]);
        roots.Write(_state, ["Main-1"]);

        Collect(Week);

        Assert.Equal(["Branch-1"], _cache.UniqueIds());
    }

    [Fact]
    public async Task A_cache_above_its_size_loses_the_oldest_first()
    {
        await StoreAsync("One-1", daysAgo: 3);
        await StoreAsync("Two-1", daysAgo: 2);
        await StoreAsync("Three-1", daysAgo: 1);
        var size = Collect(Week).KeptBytes;

        var done = Collect(Week, mostBytes: size - 1);

        Assert.Equal(["Three-1", "Two-1"], _cache.UniqueIds().Order(StringComparer.Ordinal));
        Assert.Equal(size, done.RemovedBytes + done.KeptBytes);
        Assert.True(done.KeptBytes < size);
    }

    [Fact]
    public async Task What_is_being_made_stays()
    {
        await using var owner = await _cache.AcquireAsync("Making-1");
        Age("Making-1", days: 400);

        var done = Collect(TimeSpan.Zero, mostBytes: 1);

        Assert.Equal((0, 1), (done.Removed, done.Kept));
        Assert.True(Directory.Exists(_cache.PathForStep("Making-1")));
    }

    [Fact]
    public void The_work_of_a_killed_step_goes_when_nobody_has_come_back_to_it()
    {
        var work = Directory.CreateDirectory(Path.Combine(_cache.PathForStep("Killed-1"), EntryLayout.Work));
        File.WriteAllText(Path.Combine(work.FullName, "checkpoint"), "half");
        Age("Killed-1", days: 1);
        Assert.Equal(0, Collect(Week).Removed);

        Age("Killed-1", days: 8);
        Assert.Equal(1, Collect(Week).Removed);
        Assert.False(Directory.Exists(_cache.PathForStep("Killed-1")));
    }

    [Fact]
    public async Task Damaged_entries_are_kept_for_people_to_look_at_as_long_as_others()
    {
        await StoreAsync("Broken-1", daysAgo: 0);
        await File.WriteAllTextAsync(Path.Combine(_cache.PathForStep("Broken-1"), "result.txt"), "edited");
        Assert.Single((await CacheVerification.VerifyAllAsync(_cache)).Damaged);
        var aside = Path.Combine(_cache.Path, EntryLayout.Damaged);

        Collect(Week);
        Assert.Single(Directory.GetDirectories(aside));

        new CacheCollector(_cache.Path, new Later(TimeSpan.FromDays(8))).Collect(Week);
        Assert.Empty(Directory.GetDirectories(aside));
    }

    [Fact]
    public async Task Collections_of_several_projects_at_once_do_not_disturb_each_other()
    {
        for (var index = 0; index < 200; index++)
        {
            var damaged = Directory.CreateDirectory(Path.Combine(_cache.Path, EntryLayout.Damaged, $"Broken-{index}"));
            File.WriteAllText(Path.Combine(damaged.FullName, "result.txt"), "edited");
            damaged.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-8);
            Directory.CreateDirectory(Path.Combine(_cache.PathForStep($"Old-{index}"), EntryLayout.Work));
            Age($"Old-{index}", days: 8);
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

        Assert.Empty(Directory.GetDirectories(Path.Combine(_cache.Path, EntryLayout.Damaged)));
        Assert.Equal([_cache.Path + Path.DirectorySeparatorChar + EntryLayout.Damaged], Directory.GetDirectories(_cache.Path));
    }

    [Fact]
    public void An_entry_that_is_removed_while_it_is_looked_at_is_empty()
    {
        var entry = Directory.CreateDirectory(_cache.PathForStep("Gone-1"));
        entry.Delete();

        Assert.Equal(0, StoredEntry.Of(entry).Bytes);
    }

    private CollectedEntries Collect(TimeSpan keepFor, long? mostBytes = null) => new CacheCollector(_cache.Path).Collect(keepFor, mostBytes);

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
        {
            File.SetLastWriteTimeUtc(metadata, time);
        }

        Directory.SetLastWriteTimeUtc(entry, time);
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + by;
    }
}
