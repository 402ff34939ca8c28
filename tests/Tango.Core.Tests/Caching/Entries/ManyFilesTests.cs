using System.Globalization;
using Tango.Caching;
using Tango.Core.Tests.IO;

namespace Tango.Core.Tests.Caching.Entries;

/// <summary>Folders of so many files that several threads write and verify them, beside those of fewer.</summary>
public sealed class ManyFilesTests : IDisposable
{
    private const string Id = "Step-1-00000000000000000000000000000000";

    private readonly TemporaryDirectory _directory = new();
    private readonly DirectoryStepCache _cache;

    public ManyFilesTests() => _cache = new DirectoryStepCache(_directory.PathOf("cache"));

    private string Result => Path.Combine(_cache.PathForStep(Id), "result");

    public void Dispose() => _directory.Dispose();

    // Around the numbers from which on files are written by several threads, are closed before they are flushed, and are flushed with their file system.
    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(255)]
    [InlineData(300)]
    public async Task Come_back_as_they_were_stored(int count)
    {
        await StoreAsync(count);

        var read = await _cache.TryGetAsync(Id, typeof(OutputDirectory));

        var folder = Assert.IsType<OutputDirectory>(read.Value);
        Assert.Equal(Enumerable.Range(0, count).Select(Name).Order(StringComparer.Ordinal), folder.Files().Select(path => Path.GetRelativePath(folder.Path, path).Replace('\\', '/')));
        Assert.All(Enumerable.Range(0, count), file => Assert.Equal(Content(file), File.ReadAllText(folder.PathOf(Name(file)))));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(300)]
    public async Task The_first_of_several_corrupt_ones_is_named(int count)
    {
        await StoreAsync(count);
        int[] damaged = [count / 3, count - 1, count / 2, 7];
        foreach (var file in damaged)
            Entry.Overwrite(Path.Combine(Result, Name(file)), "other " + Content(file)[6..]);

        var read = await _cache.TryGetAsync(Id, typeof(OutputDirectory));

        var first = damaged.Select(Name).Order(StringComparer.Ordinal).First();
        Assert.StartsWith($"result/{first} has different content", read.Corruption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(300)]
    public async Task A_missing_one_is_corruption(int count)
    {
        await StoreAsync(count);
        File.Delete(Path.Combine(Result, Name(count - 1)));

        var read = await _cache.TryGetAsync(Id, typeof(OutputDirectory));

        Assert.StartsWith($"result/{Name(count - 1)} is missing", read.Corruption, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(300)]
    public async Task Are_exported_as_they_were_stored_and_once(int count)
    {
        await StoreAsync(count);
        var export = _directory.PathOf("export");

        var exported = await _cache.ExportAsync(Id, export);
        var again = await _cache.ExportAsync(Id, export);

        Assert.Equal((count, 0), (exported.ChangedCount, again.ChangedCount));
        Assert.Equal(count, Directory.GetFiles(export, "*", SearchOption.AllDirectories).Length);
        Assert.All(Enumerable.Range(0, count), file => Assert.Equal(Content(file), File.ReadAllText(Path.Combine(export, Name(file)))));
    }

    // Around the lengths from which on another thread digests, and the disk begins before the end.
    [Theory]
    [InlineData(0)]
    [InlineData((4 << 20) + 1)]
    [InlineData((32 << 20) - 1)]
    [InlineData((64 << 20) + 3)]
    public async Task A_long_one_comes_back_as_it_was_stored(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var source = _directory.PathOf("long.bin");
        await File.WriteAllBytesAsync(source, content);
        await _cache.PutAsync(Entry.Of(Id, "file"), new OutputFile(source), typeof(OutputFile));

        var read = await _cache.TryGetAsync(Id, typeof(OutputFile));

        var stored = await File.ReadAllBytesAsync(Assert.IsType<OutputFile>(read.Value).Path);
        Assert.True(content.AsSpan().SequenceEqual(stored));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(300)]
    public async Task Are_not_stored_when_the_build_is_cancelled_meanwhile(int count)
    {
        using var cancellation = new CancellationTokenSource();
        var written = 0;
        var cache = new DirectoryStepCache(_directory.PathOf("cache"))
        {
            AtStage = stage =>
            {
                if (stage == Tango.Caching.Entries.EntryStage.FileWritten && Interlocked.Increment(ref written) == 10)
                    cancellation.Cancel();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await StoreAsync(count, cache, cancellation.Token));

        Assert.False(cache.Contains(Id));
    }

    private static string Name(int file) => string.Create(CultureInfo.InvariantCulture, $"{file % 7}/{file}.txt");

    private static string Content(int file) => string.Create(CultureInfo.InvariantCulture, $"file, {file}");

    private async Task StoreAsync(int count, DirectoryStepCache? cache = null, CancellationToken cancellationToken = default)
    {
        var source = _directory.PathOf("source");
        Directory.CreateDirectory(source);
        for (var file = 0; file < count; file++)
        {
            var path = Path.Combine(source, Name(file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, Content(file), CancellationToken.None);
        }

        await (cache ?? _cache).PutAsync(Entry.Of(Id, "directory"), new OutputDirectory(source), typeof(OutputDirectory), cancellationToken: cancellationToken);
    }
}
