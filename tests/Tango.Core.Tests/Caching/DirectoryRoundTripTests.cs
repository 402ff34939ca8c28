using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.Core.Tests.Caching;

public sealed class DirectoryRoundTripTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public DirectoryRoundTripTests() => _cache = new DirectoryStepCache(_directory.PathOf("cache"));

    public static TheoryData<string> Compressions => ["none", "gz", "br", "zst"];

    public static TheoryData<string, int> CompressionsAndSizes()
    {
        var data = new TheoryData<string, int>();
        foreach (var compression in Compressions)
        {
            // Around the sizes at which a Zstandard frame is made another way, a small file is kept in memory, and buffers end.
            foreach (var size in new[] { 0, 1, 255, 256, 257, 4085, 4086, 4087, 4096, 5000, 65535, 65536, 65537, 300_000 })
                data.Add(compression, size);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(CompressionsAndSizes))]
    public async Task Bytes_come_back(string compression, int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes.AsSpan(0, size / 2));

        Assert.Equal(bytes, await RoundTrip(bytes, $"bytes.{compression}"));
    }

    [Theory]
    [MemberData(nameof(CompressionsAndSizes))]
    public async Task Text_comes_back(string compression, int size)
    {
        var text = "\uFEFF" + string.Concat(Enumerable.Repeat("a\r\nö\0🌷\u2028", size / 7));

        Assert.Equal(text, await RoundTrip(text, $"text.{compression}"));
    }

    [Theory]
    [MemberData(nameof(CompressionsAndSizes))]
    public async Task Json_comes_back(string compression, int size)
    {
        var numbers = Enumerable.Range(0, size / 5).Select(i => i * 0.1).Append(double.NaN).ToList();

        Assert.Equal(numbers, await RoundTrip(numbers, $"json.{compression}"));
    }

    [Theory]
    [MemberData(nameof(CompressionsAndSizes))]
    public async Task Sequences_come_back(string compression, int size)
    {
        var lines = Enumerable.Range(0, size / 20).Select(i => $"line {i}\nwith a break");

        Assert.Equal(lines, await RoundTrip(lines, $"jsonl.{compression}"));
    }

    [Theory]
    [InlineData("json.zst", typeof(int?))]
    [InlineData("jsonl.gz", typeof(IEnumerable<int>))]
    [InlineData("jsonl", typeof(IAsyncEnumerable<int>))]
    [InlineData("text.br", typeof(string))]
    [InlineData("bytes", typeof(byte[]))]
    [InlineData("file", typeof(OutputFile))]
    [InlineData("directory", typeof(OutputDirectory))]
    public async Task Null_comes_back_in_every_format(string format, Type type)
    {
        await _cache.PutAsync(Entry.Of(Id, format), null, type);

        Assert.Equal(CacheRead.Found(null), await _cache.TryGetAsync(Id, type));
        Assert.Equal(["metadata.json"], Listing());
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Bytes_in_memory_come_back_as_declared(string compression)
    {
        Assert.Equal([1, 2, 3], (await RoundTrip<ReadOnlyMemory<byte>>(new byte[] { 1, 2, 3 }, $"bytes.{compression}")).ToArray());
        Assert.Equal([1, 2, 3], (await RoundTrip<Memory<byte>>(new byte[] { 1, 2, 3 }, $"bytes.{compression}")).ToArray());
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task A_sequence_is_read_by_several_readers_at_once(string compression)
    {
        var sequence = await RoundTrip(Enumerable.Range(0, 10_000), $"jsonl.{compression}");

        Assert.All(sequence.Zip(sequence.Skip(1)), pair => Assert.Equal(pair.First + 1, pair.Second));
        Assert.Equal(10_000, sequence.Count());
    }

    [Fact]
    public async Task An_asynchronous_sequence_comes_back()
    {
        var stored = await RoundTrip(Count(1000), "jsonl.zst");
        var expected = 0;
        await foreach (var number in stored)
            Assert.Equal(expected++, number);

        Assert.Equal(1000, expected);
    }

    [Fact]
    public async Task An_empty_sequence_comes_back_empty() =>
        Assert.Empty(await RoundTrip<IEnumerable<int>>([], "jsonl.zst"));

    [Fact]
    public async Task Lists_and_arrays_may_be_stored_line_by_line()
    {
        int[] array = [1, 2];
        Assert.Equal(array, await RoundTrip(array, "jsonl"));
        Assert.Equal(array, await RoundTrip<IReadOnlyList<int>>([1, 2], "jsonl"));
        Assert.Equal(["a", null], await RoundTrip<List<string?>>(["a", null], "jsonl"));
    }

    [Fact]
    public async Task A_sequence_is_enumerated_once_while_it_is_stored()
    {
        var enumerations = 0;
        IEnumerable<int> Numbers()
        {
            enumerations++;
            yield return 1;
        }

        await _cache.PutAsync(Entry.Of(Id, "jsonl.zst"), Numbers(), typeof(IEnumerable<int>));

        Assert.Equal(1, enumerations);
    }

    [Fact]
    public async Task A_sequence_that_fails_leaves_nothing()
    {
        static IEnumerable<int> Numbers()
        {
            for (var i = 0; i < 100_000; i++)
                yield return i;

            throw new IOException("The network is gone.");
        }

        var failure = await Assert.ThrowsAsync<IOException>(async () => await _cache.PutAsync(Entry.Of(Id, "jsonl"), Numbers(), typeof(IEnumerable<int>)));

        Assert.Equal("The network is gone.", failure.Message);
        Assert.False(_cache.Contains(Id));
        Assert.False(Directory.Exists(_cache.PathForStep(Id)));
    }

    [Fact]
    public async Task An_output_file_keeps_its_name_and_content()
    {
        var work = Directory.CreateDirectory(Path.Combine(_cache.PathForStep(Id), EntryLayout.Work)).FullName;
        var written = Path.Combine(work, "my model, größer.bin");
        await File.WriteAllBytesAsync(written, [1, 2, 3]);

        var stored = await RoundTrip(new OutputFile(written), "file");

        Assert.Equal("my model, größer.bin", stored.Name);
        Assert.StartsWith(_cache.PathForStep(Id), stored.Path, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(stored.Path));
        Assert.False(Directory.Exists(work));
    }

    [Fact]
    public async Task An_output_directory_keeps_all_that_is_below_it()
    {
        var written = _directory.PathOf("out");
        Directory.CreateDirectory(Path.Combine(written, "a", "empty"));
        await File.WriteAllTextAsync(Path.Combine(written, "a", "x.txt"), "x");
        await File.WriteAllTextAsync(Path.Combine(written, "metadata.json"), "a name of ours, but not our place");

        var stored = await RoundTrip(new OutputDirectory(written), "directory");

        Assert.Equal(["a/x.txt", "metadata.json"], stored.Files().Select(file => Path.GetRelativePath(stored.Path, file).Replace('\\', '/')));
        Assert.Equal("x", await File.ReadAllTextAsync(stored.PathOf("a/x.txt")));
        Assert.True(Directory.Exists(stored.PathOf("a/empty")));
    }

    [Fact]
    public async Task An_empty_output_directory_comes_back()
    {
        var stored = await RoundTrip(new OutputDirectory(Directory.CreateDirectory(_directory.PathOf("out")).FullName), "directory");

        Assert.Empty(stored.Files());
    }

    [Fact]
    public async Task A_complete_entry_holds_only_what_it_needs()
    {
        await using (await _cache.AcquireAsync(Id))
        {
            var directory = _cache.PathForStep(Id);
            Directory.CreateDirectory(Path.Combine(directory, EntryLayout.Work, "deep"));
            await File.WriteAllTextAsync(Path.Combine(directory, EntryLayout.Work, "deep", "checkpoint"), "…");
            await File.WriteAllTextAsync(Path.Combine(directory, EntryLayout.Log), "a line");
            await _cache.PutAsync(Entry.Of(Id), 1, typeof(int));
        }

        Assert.Equal(["log.txt", "metadata.json", "result.json.zst"], Listing());
    }

    [Fact]
    public async Task A_replaced_entry_holds_only_what_it_needs()
    {
        await _cache.PutAsync(Entry.Of(Id, "text"), "first", typeof(string));
        await _cache.PutAsync(Entry.Of(Id, "json"), "second", typeof(string), new() { Replace = true });

        var name = Assert.Single(Listing(), name => name != "metadata.json");

        Assert.StartsWith("replaced-", name, StringComparison.Ordinal);
        Assert.Equal("second", (await _cache.TryGetAsync(Id, typeof(string))).Value);
    }

    [Fact]
    public async Task A_reader_that_began_before_a_replacement_reads_to_its_end()
    {
        await _cache.PutAsync(Entry.Of(Id, "jsonl"), Enumerable.Range(0, 100_000), typeof(IEnumerable<int>));
        var sequence = (IEnumerable<int>)(await _cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!;
        using var reader = sequence.GetEnumerator();
        Assert.True(reader.MoveNext());

        await _cache.PutAsync(Entry.Of(Id, "jsonl"), Enumerable.Range(0, 3), typeof(IEnumerable<int>), new() { Replace = true });

        var read = 1;
        while (reader.MoveNext())
            read++;

        Assert.Equal(100_000, read);
        var late = Assert.Throws<EntryRemovedException>(() => sequence.First());
        Assert.Contains("removed or replaced", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_replacement_leaves_the_entry_as_it_was()
    {
        await _cache.PutAsync(Entry.Of(Id, "jsonl"), Enumerable.Range(0, 3), typeof(IEnumerable<int>));
        var before = Listing();
        var failing = Enumerable.Range(0, 100).Select(i => i < 99 ? i : throw new InvalidOperationException("no"));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _cache.PutAsync(Entry.Of(Id, "jsonl"), failing, typeof(IEnumerable<int>), new() { Replace = true }));

        Assert.Equal(before, Listing());
        Assert.Equal([0, 1, 2], (IEnumerable<int>)(await _cache.TryGetAsync(Id, typeof(IEnumerable<int>))).Value!);
    }

    public void Dispose() => _directory.Dispose();

    private static async IAsyncEnumerable<int> Count(int end)
    {
        for (var i = 0; i < end; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private IEnumerable<string> Listing() =>
        Directory.GetFileSystemEntries(_cache.PathForStep(Id)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private async Task<T> RoundTrip<T>(T value, string format)
    {
        await _cache.PutAsync(Entry.Of(Id, format), value, typeof(T), new() { Replace = true });
        var read = await _cache.TryGetAsync(Id, typeof(T));
        Assert.Null(read.Corruption);
        Assert.Equal(CacheReadState.Found, read.State);
        return (T)read.Value!;
    }
}
