using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Diagnostics;
using Tango.Formats;

namespace Tango.Core.Tests.Caching;

/// <summary>What real processes do to a cache: being killed, racing, running out of space, lacking permission.</summary>
[Trait("Speed", "Slow")]
public sealed class DirectoryFaultTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public DirectoryFaultTests() => _cache = new DirectoryStepCache(_directory.Path);

    private string Entry_ => _cache.PathForStep(Id);

    [Fact]
    public async Task A_writer_killed_in_the_middle_leaves_no_entry_and_the_next_owner_cleans_up()
    {
        using var child = ChildProcess.Start("store", _directory.Path, Id);
        Assert.Equal("storing", await child.SaysAsync());
        await child.KillAsync();

        Assert.False(_cache.Contains(Id));
        Assert.Equal(CacheRead.Missing, await _cache.TryGetAsync(Id, typeof(IEnumerable<int>)));
        Assert.Contains(Directory.GetFiles(Entry_), file => file.EndsWith(".result.jsonl", StringComparison.Ordinal));

        await using (await _cache.AcquireAsync(Id))
        {
            Assert.Equal([".lock"], Names());
            await _cache.PutAsync(Entry.Of(Id, "jsonl"), Enumerable.Range(0, 3), typeof(IEnumerable<int>));
        }

        Assert.Equal([0, 1, 2], (IEnumerable<int>)(await _cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!);
        Assert.Equal(["metadata.json", "result.jsonl"], Names());
    }

    [Fact]
    public async Task A_killed_owner_leaves_its_log_and_work_directory()
    {
        using var child = ChildProcess.Start("own", _directory.Path, Id);
        Assert.Equal("owned", await child.SaysAsync());
        Directory.CreateDirectory(Path.Combine(Entry_, EntryLayout.Work));
        await File.WriteAllTextAsync(Path.Combine(Entry_, EntryLayout.Work, "checkpoint"), "half");
        await File.WriteAllTextAsync(Path.Combine(Entry_, EntryLayout.Log), "a line");
        await child.KillAsync();

        await using (await _cache.AcquireAsync(Id))
            Assert.Equal("half", await File.ReadAllTextAsync(Path.Combine(Entry_, EntryLayout.Work, "checkpoint")));

        Assert.Equal([EntryLayout.Log, EntryLayout.Work], Names());
    }

    [Fact]
    public async Task A_replacement_killed_in_the_middle_leaves_the_entry_as_it_was()
    {
        await _cache.PutAsync(Entry.Of(Id, "jsonl"), Enumerable.Range(0, 3), typeof(IEnumerable<int>));
        using var child = ChildProcess.Start("replace", _directory.Path, Id);
        Assert.Equal("storing", await child.SaysAsync());
        await child.KillAsync();

        Assert.Equal([0, 1, 2], (IEnumerable<int>)(await _cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!);
        await _cache.PutAsync(Entry.Of(Id, "jsonl"), Enumerable.Range(0, 4), typeof(IEnumerable<int>), new() { Replace = true });
        Assert.Equal(2, Names().Count());
    }

    [Fact]
    public async Task A_writer_killed_at_any_moment_leaves_a_whole_entry_or_none()
    {
        for (var round = 0; round < 12; round++)
        {
            using var child = ChildProcess.Start("store-for-ever", _directory.Path, Id);
            for (var line = 0; line <= round * 3; line++)
                await child.SaysAsync();

            // It goes on meanwhile, so it dies somewhere in the next stores: wherever that is, this must hold.
            await child.KillAsync();

            var read = await _cache.TryGetAsync(Id, typeof(string));
            Assert.Equal((CacheReadState.Found, null), (read.State, read.Corruption));
        }

        await _cache.PutAsync(Entry.Of(Id, "text"), "the end", typeof(string), new() { Replace = true });
        Assert.Equal(2, Names().Count());
    }

    [Fact]
    public async Task A_killed_owner_frees_its_waiters()
    {
        using var owner = ChildProcess.Start("own", _directory.Path, Id);
        Assert.Equal("owned", await owner.SaysAsync());
        using var waiter = ChildProcess.Start("own", _directory.Path, Id);
        Assert.Equal("waiting", await waiter.SaysAsync());

        await owner.KillAsync();

        Assert.Equal("owned", await waiter.SaysAsync());
    }

    [Fact]
    public async Task Of_processes_that_race_for_an_id_one_stores_and_all_have_its_result()
    {
        var children = Enumerable.Range(0, 4).Select(_ => ChildProcess.Start("store-once", _directory.Path, Id)).ToArray();
        try
        {
            foreach (var child in children)
                Assert.Equal("ready", await child.SaysAsync());

            foreach (var child in children)
                child.GoOn();

            var said = await Task.WhenAll(children.Select(child => child.SaysAsync()));

            var winner = Assert.Single(said, line => line.StartsWith("stored ", StringComparison.Ordinal))["stored ".Length..];
            Assert.Equal(3, said.Count(line => line == $"found {winner}"));
            await Task.WhenAll(children.Select(child => child.EndsAsync()));
            Assert.Equal(["metadata.json", "result.json.zst"], Names());
        }
        finally
        {
            Array.ForEach(children, child => child.Dispose());
        }
    }

    [Fact]
    public async Task If_a_deleted_entry_has_two_owners_the_first_to_finish_stores_it()
    {
        if (OperatingSystem.IsWindows())
            return; // Nobody deletes files there while they are written.

        using var child = ChildProcess.Start("store", _directory.Path, Id);
        Assert.Equal("storing", await child.SaysAsync());
        Directory.Delete(Entry_, recursive: true);
        await _cache.PutAsync(Entry.Of(Id, "jsonl"), Enumerable.Range(0, 3), typeof(IEnumerable<int>));

        child.GoOn();

        Assert.Equal("stored", await child.SaysAsync());
        Assert.Equal([0, 1, 2], (IEnumerable<int>)(await _cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!);
    }

    [Fact]
    public async Task Removing_an_entry_while_it_is_stored_is_an_error_that_says_so()
    {
        if (OperatingSystem.IsWindows())
            return; // Nobody deletes files there while they are written.

        using var child = ChildProcess.Start("store", _directory.Path, Id);
        Assert.Equal("storing", await child.SaysAsync());
        Directory.Delete(Entry_, recursive: true);

        child.GoOn();

        Assert.StartsWith(Descriptors.CacheNotWritable.Code, await child.SaysAsync(), StringComparison.Ordinal);
        Assert.False(_cache.Contains(Id));
    }

    [Fact]
    public async Task A_full_disk_is_an_error_with_a_way_out_and_leaves_nothing()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Limits of this kind are Unix's.
        }

        // A limit of 64 KiB on any file written: the system refuses in the middle of a write, as it does on a full disk.
        string[] launcher = ["bash", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "bash"];
        using var child = ChildProcess.StartWith(launcher, new() { ["DOTNET_EnableWriteXorExecute"] = "0" }, "store-large", _directory.Path, Id);

        var said = await child.SaysAsync();

        Assert.StartsWith(Descriptors.CacheNotWritable.Code, said, StringComparison.Ordinal);
        Assert.Contains("TangoCacheDirectory", said, StringComparison.Ordinal);
        Assert.False(_cache.Contains(Id));
        Assert.False(Directory.Exists(Entry_));
    }

    [Fact]
    public async Task A_read_only_cache_is_read_and_not_written()
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such bits.

        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        using var tree = new ReadOnlyTree(_directory.Path);

        using var reader = ReadOnlyTree.Start("read", _directory.Path, Id);
        Assert.Equal("Found result", await reader.SaysAsync());

        using var writer = ReadOnlyTree.Start("store-large", _directory.Path, "other");
        Assert.StartsWith(Descriptors.CacheNotWritable.Code, await writer.SaysAsync(), StringComparison.Ordinal);
        Assert.Single(_cache.EnumerateUniqueIds());
    }

    [Theory]
    [InlineData("", "Unusable metadata.json cannot be read: Access to the path ")]
    [InlineData("metadata.json", "Unusable metadata.json cannot be read: Access to the path ")]
    [InlineData("result.txt", "Corrupt result.txt cannot be read: Access to the path ")]
    public async Task What_may_not_be_read_is_told_as_that(string name, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;

        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        var path = Path.Combine(Entry_, name);
        var mode = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, UnixFileMode.None);

        using var reader = ReadOnlyTree.Start("read", _directory.Path, Id);
        Assert.StartsWith(expected, await reader.SaysAsync(), StringComparison.Ordinal);

        if (Path.Exists(path))
            File.SetUnixFileMode(path, mode);
    }

    [Fact]
    public async Task A_corrupt_entry_of_a_read_only_cache_is_reported_and_not_used()
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such bits.

        await _cache.PutAsync(Entry.Of(Id, "text"), "result", typeof(string));
        Entry.Overwrite(Path.Combine(Entry_, "result.txt"), "RESULT");
        using var tree = new ReadOnlyTree(_directory.Path);

        using var reader = ReadOnlyTree.Start("read", _directory.Path, Id);
        var said = await reader.SaysAsync();

        Assert.StartsWith("Corrupt result.txt has different content", said, StringComparison.Ordinal);
        Assert.Contains("could not be quarantined", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sequence_larger_than_memory_is_written_and_read()
    {
        const int count = 30_000;

        // 300 MB of text (600 MB as strings) through a heap of 48 MB.
        using var child = ChildProcess.StartWith([], new() { ["DOTNET_GCHeapHardLimit"] = "0x3000000" }, "stream", _directory.Path, Id, $"{count}");

        Assert.Equal($"{count * 10_000L} {count}", await child.SaysAsync());
    }

    [Fact]
    public async Task A_sequence_larger_than_memory_flows_from_step_to_step()
    {
        const int count = 10_000;

        // 200 MB as strings, through a heap of 48 MB.
        using var child = ChildProcess.StartWith([], new() { ["DOTNET_GCHeapHardLimit"] = "0x3000000" }, "stream-steps", _directory.Path, Id, $"{count}");

        Assert.Equal($"{count * 20_000L} {count * 20_000L}", await child.SaysAsync());
    }

    [Fact]
    public async Task Planning_and_small_results_do_not_load_the_zstandard_library()
    {
        await _cache.PutAsync(Entry.Of(Id), "small", typeof(string));
        await _cache.PutAsync(Entry.Of("large"), new string('x', 10_000), typeof(string));

        using var small = ChildProcess.Start("libraries", _directory.Path, Id);
        Assert.Equal("Zstandard is not loaded", await small.SaysAsync());
        Assert.Equal("Zstandard is not loaded", await small.SaysAsync());

        using var large = ChildProcess.Start("libraries", _directory.Path, "large");
        Assert.Equal("Zstandard is not loaded", await large.SaysAsync());
        Assert.Equal("Zstandard is loaded", await large.SaysAsync());
    }

    [Fact]
    public async Task A_cache_below_a_file_cannot_be_written()
    {
        await File.WriteAllTextAsync(_directory.PathOf("file"), "");
        var cache = new DirectoryStepCache(_directory.PathOf("file/cache"));

        Assert.Empty(cache.EnumerateUniqueIds());
        var error = await Assert.ThrowsAsync<TangoException>(async () => await cache.PutAsync(Entry.Of(Id), 1, typeof(int)));
        Assert.Equal(Descriptors.CacheNotWritable, Assert.Single(error.Diagnostics).Descriptor);
    }

    public void Dispose() => _directory.Dispose();

    private IEnumerable<string> Names() => Directory.GetFileSystemEntries(Entry_).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    [Fact]
    public async Task An_entry_that_is_removed_after_it_was_verified_is_missing_and_no_error()
    {
        var cache = new DirectoryStepCache(_directory.Path, new FormatRegistry(name => typeof(LateFormat).Assembly.GetType(name)));
        await cache.PutAsync(Entry.Of(Id, typeof(LateFormat).FullName!), new byte[100_000], typeof(byte[]));

        Assert.Equal(CacheRead.Missing, await cache.TryGetAsync(Id, typeof(byte[])));
    }

    /// <summary>Comes late: somebody has removed the entry meanwhile.</summary>
    public sealed class LateFormat : Format<byte[]>
    {
        public override string Name => typeof(LateFormat).FullName!;

        public override ValueTask WriteAsync(byte[] value, IResultWriter writer, CancellationToken cancellationToken)
        {
            using var stream = writer.Create("bytes.bin");
            stream.Write(value);
            return ValueTask.CompletedTask;
        }

        public override ValueTask<byte[]> ReadAsync(IResultReader reader, CancellationToken cancellationToken)
        {
            Directory.Delete(Path.GetDirectoryName(reader.PathOf("bytes.bin"))!, recursive: true);
            using var stream = reader.Open("bytes.bin");
            return ValueTask.FromResult(Array.Empty<byte>());
        }
    }

    /// <summary>Takes the right to write from a tree, and starts children that have to obey. Root does not: it gives up the right not to, and stays who may enter its own folders.</summary>
    private sealed class ReadOnlyTree : IDisposable
    {
        private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        private const UnixFileMode Enter = Read | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

        private readonly string _path;

        public ReadOnlyTree(string path)
        {
            _path = path;
            Set(Enter);
        }

        public static ChildProcess Start(params string[] arguments) =>
            Environment.IsPrivilegedProcess
                ? ChildProcess.StartWith(["setpriv", "--bounding-set=-dac_override,-dac_read_search"], [], arguments)
                : ChildProcess.Start(arguments);

        public void Dispose() => Set(Enter | UnixFileMode.UserWrite);

        private void Set(UnixFileMode mode)
        {
            if (OperatingSystem.IsWindows())
                throw new PlatformNotSupportedException();

            foreach (var directory in Directory.GetDirectories(_path, "*", SearchOption.AllDirectories).Append(_path))
                File.SetUnixFileMode(directory, mode);
        }
    }
}
