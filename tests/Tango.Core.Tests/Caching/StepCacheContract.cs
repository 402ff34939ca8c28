using Tango.Caching;

namespace Tango.Core.Tests.Caching;

/// <summary>What every cache promises. A cache passes by deriving from this class and saying how one is made.</summary>
public abstract class StepCacheContract
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    // Tests use it from several threads, and the cache of a derived class can be created only when its constructor has run.
    private readonly Lazy<StepCache> _cache;

    protected StepCacheContract() => _cache = new Lazy<StepCache>(Create);

    protected StepCache Cache => _cache.Value;

    protected abstract StepCache Create();

    [Fact]
    public async Task A_new_cache_holds_nothing()
    {
        Assert.Empty(Cache.EnumerateUniqueIds());
        Assert.False(Cache.Contains(Id));
        Assert.Null(Cache.GetMetadata(Id));
        Assert.Equal(CacheRead.Missing, await Cache.TryGetAsync(Id, typeof(int)));
    }

    [Fact]
    public async Task What_was_stored_is_found()
    {
        await Cache.PutAsync(Entry.Of(Id), 42, typeof(int));

        Assert.True(Cache.Contains(Id));
        Assert.Equal(CacheRead.Found(42), await Cache.TryGetAsync(Id, typeof(int)));
    }

    [Fact]
    public async Task Another_key_stays_missing()
    {
        await Cache.PutAsync(Entry.Of(Id), 42, typeof(int));

        Assert.False(Cache.Contains(Id[..^1] + "1"));
        Assert.Equal(CacheReadState.Missing, (await Cache.TryGetAsync(Id[..^1] + "1", typeof(int))).State);
    }

    [Fact]
    public async Task The_count_is_that_of_complete_entries()
    {
        await Cache.PutAsync(Entry.Of("a"), 1, typeof(int));
        await Cache.PutAsync(Entry.Of("b"), 2, typeof(int));
        await using var owner = await Cache.AcquireAsync("c");

        Assert.Equal(2, Cache.EnumerateUniqueIds().Count());
    }

    [Fact]
    public async Task Storing_twice_is_refused_and_changes_nothing()
    {
        await Cache.PutAsync(Entry.Of(Id), 1, typeof(int));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Cache.PutAsync(Entry.Of(Id), 2, typeof(int)));

        Assert.Equal(CacheRead.Found(1), await Cache.TryGetAsync(Id, typeof(int)));
        Assert.Single(Cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task Storing_twice_is_refused_to_the_owner_as_well()
    {
        await using var owner = await Cache.AcquireAsync(Id);
        await Cache.PutAsync(Entry.Of(Id), 1, typeof(int));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Cache.PutAsync(Entry.Of(Id), 2, typeof(int)));
    }

    [Fact]
    public async Task A_result_is_replaced_when_asked_for()
    {
        await Cache.PutAsync(Entry.Of(Id), 1, typeof(int));
        await Cache.PutAsync(Entry.Of(Id) with { Summary = "second" }, 2, typeof(int), new() { Replace = true });
        await Cache.PutAsync(Entry.Of(Id) with { Summary = "third" }, 3, typeof(int), new() { Replace = true });

        Assert.Equal(CacheRead.Found(3), await Cache.TryGetAsync(Id, typeof(int)));
        Assert.Equal("third", Cache.GetMetadata(Id)!.Summary);
        Assert.Single(Cache.EnumerateUniqueIds());
    }

    [Fact]
    public async Task Null_is_a_result()
    {
        await Cache.PutAsync(Entry.Of(Id), null, typeof(string));

        Assert.True(Cache.Contains(Id));
        Assert.True(Cache.GetMetadata(Id)!.IsNull);
        Assert.Equal(CacheRead.Found(null), await Cache.TryGetAsync(Id, typeof(string)));
    }

    [Fact]
    public async Task A_sequence_is_made_once_and_read_by_everyone_from_its_beginning()
    {
        var made = 0;
        IEnumerable<int> Numbers()
        {
            made++;
            yield return 1;
            yield return 2;
        }

        await Cache.PutAsync(Entry.Of(Id, "jsonl.zst"), Numbers(), typeof(IEnumerable<int>));
        var stored = (IEnumerable<int>)(await Cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!;

        Assert.Equal([1, 2], stored);
        Assert.Equal([1, 2], stored);
        Assert.Equal([(1, 1), (2, 2)], stored.Zip((IEnumerable<int>)(await Cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!));
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task An_asynchronous_sequence_is_read_twice()
    {
        await Cache.PutAsync(Entry.Of(Id, "jsonl.zst"), new[] { 1, 2 }.ToAsyncEnumerable(), typeof(IAsyncEnumerable<int>));
        var stored = (IAsyncEnumerable<int>)(await Cache.TryGetAsync(Id, typeof(IAsyncEnumerable<int>))).Value!;

        Assert.Equal([1, 2], await stored.ToListAsync());
        Assert.Equal([1, 2], await stored.ToListAsync());
    }

    [Fact]
    public async Task An_empty_sequence_is_a_result()
    {
        await Cache.PutAsync(Entry.Of(Id, "jsonl.zst"), Enumerable.Empty<int>(), typeof(IEnumerable<int>));

        Assert.Empty((IEnumerable<int>)(await Cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!);
    }

    [Fact]
    public async Task A_sequence_that_fails_leaves_nothing()
    {
        var failing = Enumerable.Range(0, 10).Select(i => i < 9 ? i : throw new IOException("The network is gone."));

        var failure = await Assert.ThrowsAsync<IOException>(async () => await Cache.PutAsync(Entry.Of(Id, "jsonl"), failing, typeof(IEnumerable<int>)));

        Assert.Equal("The network is gone.", failure.Message);
        Assert.False(Cache.Contains(Id));
    }

    [Fact]
    public async Task Storing_can_be_cancelled_and_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        async IAsyncEnumerable<int> Numbers([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return 1;
            await cancelled.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            yield return 2;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Cache.PutAsync(Entry.Of(Id, "jsonl"), Numbers(), typeof(IAsyncEnumerable<int>), cancellationToken: cancelled.Token));

        Assert.False(Cache.Contains(Id));
    }

    [Fact]
    public async Task The_metadata_is_given_back()
    {
        await Cache.PutAsync(Entry.Of(Id) with { Step = "model", Summary = "accuracy 97.3 %" }, 1, typeof(int));

        var metadata = Cache.GetMetadata(Id)!;

        Assert.Equal(("model", "accuracy 97.3 %", Id), (metadata.Step, metadata.Summary, metadata.UniqueId));
    }

    [Fact]
    public async Task An_id_has_one_owner_at_a_time()
    {
        // One cache, made before there are threads to make two.
        var cache = Cache;
        var inside = 0;
        var max = 0;
        async Task Work()
        {
            await using var owner = await cache.AcquireAsync(Id);
            var now = Interlocked.Increment(ref inside);
            max = Math.Max(max, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(Work)));

        Assert.Equal(1, max);
    }

    [Fact]
    public async Task A_waiter_is_notified_once_and_owns_after_the_owner()
    {
        var waiting = new TaskCompletionSource();
        var reported = 0;
        var first = await Cache.AcquireAsync(Id);
        var second = Task.Run(async () => await Cache.AcquireAsync(Id, () =>
        {
            reported++;
            waiting.SetResult();
        }));
        await waiting.Task;
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();
        await using var owner = await second;

        Assert.Equal(1, reported);
    }

    [Fact]
    public async Task A_caller_that_does_not_wait_is_not_notified()
    {
        await using var owner = await Cache.AcquireAsync(Id, () => Assert.Fail("There is nobody to wait for."));
        await using var other = await Cache.AcquireAsync("other", () => Assert.Fail("Another id has another owner."));
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await using var owner = await Cache.AcquireAsync(Id);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Cache.AcquireAsync(Id, cancelled.Cancel, cancelled.Token));
    }

    [Fact]
    public async Task Ownership_that_ended_twice_ended_once()
    {
        var first = await Cache.AcquireAsync(Id);
        await first.DisposeAsync();
        await using var second = await Cache.AcquireAsync(Id);
        await first.DisposeAsync();

        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Cache.AcquireAsync(Id, cancelled.Cancel, cancelled.Token));
    }

    [Fact]
    public async Task The_owner_stores_and_reads()
    {
        await using (await Cache.AcquireAsync(Id))
        {
            await Cache.PutAsync(Entry.Of(Id), 7, typeof(int));
            Assert.Equal(CacheRead.Found(7), await Cache.TryGetAsync(Id, typeof(int)));
        }

        Assert.Equal(CacheRead.Found(7), await Cache.TryGetAsync(Id, typeof(int)));
    }

    [Fact]
    public async Task Many_entries_are_stored_and_read_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => await Cache.PutAsync(Entry.Of($"many-{i}"), i, typeof(int)))));

        Assert.Equal(64, Cache.EnumerateUniqueIds().Count());
        for (var i = 0; i < 64; i++)
            Assert.Equal(CacheRead.Found(i), await Cache.TryGetAsync($"many-{i}", typeof(int)));
    }
}
