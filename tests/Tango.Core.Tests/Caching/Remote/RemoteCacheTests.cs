using System.Formats.Tar;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Caching.Remote;
using Tango.Core.Tests.Execution;
using Tango.Formats;
using Tango.Formats.Compressed;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>Entries that travel from one machine's cache to another's.</summary>
public sealed class RemoteCacheTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _here;
    private readonly DirectoryStepCache _there;

    public RemoteCacheTests()
    {
        _here = new DirectoryStepCache(_directory.PathOf("here"));
        _there = new DirectoryStepCache(_directory.PathOf("there"));
    }

    private string Store => _directory.PathOf("store");

    private string Archive => Path.Combine(Store, EntryArchive.NameOf(Id));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("json")]
    [InlineData("json.zst")]
    [InlineData("json.gz")]
    public async Task An_entry_arrives_with_its_result_metadata_and_log(string format)
    {
        var metadata = Entry.Of(Id, format) with { Summary = "ünï", Duration = TimeSpan.FromSeconds(1.5), Dependencies = ["other"] };
        var numbers = Enumerable.Range(0, 100_000).ToArray();
        await _here.PutAsync(metadata, numbers, typeof(int[]));
        await File.WriteAllTextAsync(Path.Combine(_here.PathForStep(Id), EntryLayout.Log), "a line");

        var size = await TravelAsync();

        Assert.Equal(new FileInfo(Archive).Length, size);
        Assert.Equal(numbers, (await _there.TryGetAsync(Id, typeof(int[]))).Value);
        Assert.Equal(TextOf(_here, EntryLayout.Metadata), TextOf(_there, EntryLayout.Metadata));
        Assert.Equal("a line", TextOf(_there, EntryLayout.Log));
        Assert.Equal(Names(_here), Names(_there));
    }

    [Fact]
    public async Task A_null_result_arrives()
    {
        await _here.PutAsync(Entry.Of(Id), null, typeof(string));

        Assert.NotNull(await TravelAsync());

        Assert.Equal(CacheRead.Found(null), await _there.TryGetAsync(Id, typeof(string)));
    }

    [Fact]
    public async Task A_directory_arrives_with_its_empty_folders_and_its_executables()
    {
        var source = Directory.CreateDirectory(_directory.PathOf("source")).FullName;
        Directory.CreateDirectory(Path.Combine(source, "a", "empty"));
        await File.WriteAllTextAsync(Path.Combine(source, "a", "tool %41.sh"), "echo");
        await File.WriteAllTextAsync(Path.Combine(source, "nothing"), "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(source, "a", "tool %41.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await _here.PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(source), typeof(OutputDirectory));

        await TravelAsync();

        var arrived = Assert.IsType<OutputDirectory>((await _there.TryGetAsync(Id, typeof(OutputDirectory))).Value);
        Assert.True(Directory.Exists(Path.Combine(arrived.Path, "a", "empty")));
        Assert.Equal("echo", await File.ReadAllTextAsync(Path.Combine(arrived.Path, "a", "tool %41.sh")));
        Assert.Equal("", await File.ReadAllTextAsync(Path.Combine(arrived.Path, "nothing")));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(arrived.Path, "a", "tool %41.sh")).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task An_entry_that_replaced_another_arrives_under_plain_names()
    {
        await _here.PutAsync(Entry.Of(Id, "json"), 1, typeof(int));
        await _here.PutAsync(Entry.Of(Id, "json"), 2, typeof(int), new() { Replace = true });
        Assert.Contains(Names(_here), name => name.StartsWith("replaced-", StringComparison.Ordinal));

        await TravelAsync();

        Assert.Equal(CacheRead.Found(2), await _there.TryGetAsync(Id, typeof(int)));
        Assert.Equal(["metadata.json", "result.json"], Names(_there));
    }

    [Fact]
    public async Task An_entry_that_is_here_already_stays_as_it_is()
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        await _there.PutAsync(Entry.Of(Id), 2, typeof(int));

        await TravelAsync();

        Assert.Equal(CacheRead.Found(2), await _there.TryGetAsync(Id, typeof(int)));
    }

    [Theory]
    [InlineData("a line", "a line")]
    [InlineData(null, "of a run that failed")]
    public async Task An_entry_arrives_where_a_run_that_failed_has_left_its_log(string? log, string expected)
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        if (log is not null)
            await File.WriteAllTextAsync(Path.Combine(_here.PathForStep(Id), EntryLayout.Log), log);

        Directory.CreateDirectory(Path.Combine(_there.PathForStep(Id), EntryLayout.Work));
        await File.WriteAllTextAsync(Path.Combine(_there.PathForStep(Id), EntryLayout.Log), "of a run that failed");

        Assert.NotNull(await TravelAsync());

        Assert.Equal(CacheRead.Found(1), await _there.TryGetAsync(Id, typeof(int)));
        Assert.Equal(["log.txt", "metadata.json", "result.json.zst"], Names(_there));
        Assert.Equal(expected, TextOf(_there, EntryLayout.Log));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task An_entry_that_another_process_is_making_is_waited_for(bool stores, int expected)
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        using var remote = Open();
        await remote.PushAsync(Id, _here, default);
        var owner = new DirectoryStepCache(_there.DirectoryPath);
        var owned = await owner.AcquireAsync(Id);
        var waits = new TaskCompletionSource();

        var fetching = remote.FetchAsync(Id, _there, waits.SetResult, default);
        await waits.Task.WaitAsync(TestLimits.Hang);
        Assert.False(fetching.IsCompleted);
        if (stores)
            await owner.PutAsync(Entry.Of(Id), 2, typeof(int));

        await owned.DisposeAsync();
        await fetching.WaitAsync(TestLimits.Hang);

        Assert.Equal(CacheRead.Found(expected), await _there.TryGetAsync(Id, typeof(int)));
        Assert.Equal([Id], Directory.GetFileSystemEntries(_there.DirectoryPath).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Those_who_fetch_one_entry_at_the_same_time_all_have_it()
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        using var remote = Open();
        await remote.PushAsync(Id, _here, default);
        for (var round = 0; round < 50; round++)
        {
            var sizes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => remote.FetchAsync(Id, new DirectoryStepCache(_there.DirectoryPath), null, default))));

            Assert.DoesNotContain(null, sizes);
            Assert.Equal(CacheRead.Found(1), await _there.TryGetAsync(Id, typeof(int)));
            Assert.Equal([Id], Directory.GetFileSystemEntries(_there.DirectoryPath).Select(Path.GetFileName));
            Assert.True(_there.Remove(Id));
        }
    }

    [Fact]
    public async Task Those_who_fetch_and_those_who_make_one_entry_at_the_same_time_all_have_it()
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        using var remote = Open();
        await remote.PushAsync(Id, _here, default);
        for (var round = 0; round < 50; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => number % 2 == 0 ? FetchAsync() : MakeAsync())));

            Assert.Equal(CacheRead.Found(1), await _there.TryGetAsync(Id, typeof(int)));
            Assert.Equal([Id], Directory.GetFileSystemEntries(_there.DirectoryPath).Select(Path.GetFileName));
            Assert.Equal(["metadata.json", "result.json.zst"], Names(_there));
            Assert.True(_there.Remove(Id));
        }

        Task FetchAsync() => remote.FetchAsync(Id, new DirectoryStepCache(_there.DirectoryPath), null, default);

        async Task MakeAsync()
        {
            var cache = new DirectoryStepCache(_there.DirectoryPath);
            await using (await cache.AcquireAsync(Id))
            {
                if (!cache.Contains(Id))
                    await cache.PutAsync(Entry.Of(Id), 1, typeof(int));
            }
        }
    }

    // It was not flushed to the disk: after a power failure files of it may be empty.
    [Theory]
    [InlineData("metadata.json")]
    [InlineData("result.json.zst")]
    public async Task An_entry_that_a_power_failure_tore_is_found_corrupt_and_fetched_again(string torn)
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        await TravelAsync();
        Entry.Overwrite(Path.Combine(_there.PathForStep(Id), torn), "");

        Assert.Equal(CacheReadState.Corrupt, (await _there.TryGetAsync(Id, typeof(int))).State);
        await TravelAsync();

        Assert.Equal(CacheRead.Found(1), await _there.TryGetAsync(Id, typeof(int)));
    }

    [Fact]
    public async Task Only_cached_results_are_pushed_and_only_pushed_results_are_fetched()
    {
        Assert.Null(await TravelAsync());

        Assert.False(Directory.Exists(Store));
        Assert.Empty(Names(_there));
    }

    // Every kind of damage: in the compression, in the archive's own structure, in a file.
    [Fact]
    public async Task An_archive_that_is_corrupt_anywhere_is_refused_and_leaves_nothing()
    {
        await _here.PutAsync(Entry.Of(Id, "text"), "the result " + new string('x', 20), typeof(string));
        await File.WriteAllTextAsync(Path.Combine(_here.PathForStep(Id), EntryLayout.Log), "a line");
        await TravelAsync();
        var whole = await File.ReadAllBytesAsync(Archive);
        var damaged = 0;
        for (var place = 0; place < whole.Length; place += 7)
        {
            var changed = whole.ToArray();
            changed[place] ^= 0x55;
            await File.WriteAllBytesAsync(Archive, changed);
            damaged += await IsRefusedAsync() ? 1 : 0;
            _there.Remove(Id);

            await File.WriteAllBytesAsync(Archive, whole[..place]);
            Assert.True(await IsRefusedAsync(), $"Cut off at {place} of {whole.Length}.");
        }

        // Bytes of times and padding mean nothing.
        Assert.InRange(damaged, 10, int.MaxValue);
    }

    [Fact]
    public async Task An_archive_of_another_entry_is_refused()
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        await TravelAsync();
        const string other = "Step-1-11111111111111111111111111111111";
        File.Move(Archive, Path.Combine(Store, EntryArchive.NameOf(other)));

        using var remote = Open();
        var failure = await Assert.ThrowsAsync<RemoteEntryException>(() => remote.FetchAsync(other, _there, null, default));

        Assert.Contains(Id, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Names(_there, other));
    }

    // It would be in the way of the result for ever: entries that cannot be used are left alone.
    [Theory]
    [InlineData("json", 2)]
    [InlineData("text", 1)]
    [InlineData("System.Object", null)]
    public async Task An_archive_in_another_format_than_its_step_has_is_refused(string format, int? version)
    {
        await _here.PutAsync(Entry.Of(Id), 1, typeof(int));
        using var remote = Open();
        await remote.PushAsync(Id, _here, default);

        var refusal = await Assert.ThrowsAsync<RemoteEntryException>(() => remote.FetchAsync(Id, _there, null, default, new ExpectedFormat(format, version)));

        Assert.False(refusal.IsCorrupt);
        Assert.Contains("Use the version of Tango that packed it", refusal.Advice, StringComparison.Ordinal);
        Assert.Empty(Names(_there));
        Assert.NotNull(await remote.FetchAsync(Id, _there, null, default, new ExpectedFormat("json", 1)));
    }

    [Fact]
    public async Task An_archive_does_not_contain_its_author()
    {
        await _here.PutAsync(Entry.Of(Id) with { Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) }, 1, typeof(int));
        await TravelAsync();

        using var tar = new TarReader(CompressionStreams.ForReading(File.OpenRead(Archive), Compression.Zstandard));
        while (await tar.GetNextEntryAsync() is PaxTarEntry member)
            Assert.Equal(("", "", 0, 0, 2026), (member.UserName, member.GroupName, member.Uid, member.Gid, member.ModificationTime.Year));
    }

    private async Task<bool> IsRefusedAsync()
    {
        using var remote = Open();
        try
        {
            await remote.FetchAsync(Id, _there, null, default);
            return false;
        }
        catch (RemoteEntryException)
        {
            Assert.Empty(Directory.GetFileSystemEntries(_there.DirectoryPath));
            return true;
        }
    }

    private async Task<long?> TravelAsync()
    {
        using var remote = Open();
        await remote.PushAsync(Id, _here, default);
        return await remote.FetchAsync(Id, _there, null, default);
    }

    private RemoteCache Open() => RemoteCache.Open(new RemoteCacheSettings(Store), _directory.PathOf("spool"));

    private static string[] Names(DirectoryStepCache cache, string uniqueId = Id) => Directory.Exists(cache.PathForStep(uniqueId))
        ? [.. Directory.GetFileSystemEntries(cache.PathForStep(uniqueId)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    private static string TextOf(DirectoryStepCache cache, string name) => File.ReadAllText(Path.Combine(cache.PathForStep(Id), name));
}
