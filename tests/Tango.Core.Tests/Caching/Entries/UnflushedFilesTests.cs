using System.Globalization;
using Tango.Caching.Entries;
using Tango.Formats;

namespace Tango.Core.Tests.Caching.Entries;

/// <summary>Every file of a result is on the disk before the first gets its name.</summary>
public sealed class UnflushedFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    // Around the numbers from which on files are closed before they are flushed, and are flushed with their file system.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(271)]
    [InlineData(272)]
    public async Task Are_flushed_before_the_first_is_published(int count)
    {
        var happened = new List<string>();
        var folder = Directory.CreateDirectory(_directory.PathOf("entry")).FullName;
        var writer = new EntryWriter(_directory.Path, folder, new FormatName("directory", Compression.None), isReplacement: false)
        {
            AtStage = stage => happened.Add(stage == EntryStage.FilePublished ? "published" : ""),
            OnFlushed = path => happened.Add(Path.GetFileName(path)),
        };
        writer.CreateDirectory("result/");
        string[] names = [.. Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        foreach (var name in names)
        {
            await using var file = writer.Create("result/" + name, UnixFileMode.UserRead);
            file.WriteByte(1);
        }

        await writer.CompleteAsync(Metadata(writer));

        var flushed = happened.TakeWhile(what => what != "published").Where(what => what.Length > 0);
        Assert.Equal(names.Order(StringComparer.Ordinal), flushed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(272)]
    public void None_is_open_after_a_failure(int count)
    {
        var fails = false;
        var files = new UnflushedFiles { OnFlushed = path => _ = fails ? throw new IOException(path) : path };
        FileStream[] streams = [.. Enumerable.Range(0, count).Select(number => new FileStream(_directory.PathOf(number.ToString(CultureInfo.InvariantCulture)), FileMode.CreateNew))];
        Array.ForEach(streams, files.Add);
        fails = true;

        Assert.Throws<IOException>(files.Flush);

        Assert.All(streams, stream => Assert.True(stream.SafeFileHandle.IsClosed));
    }

    private static Tango.Caching.EntryMetadata Metadata(EntryWriter writer) =>
        new() { UniqueId = "Step-00000000000000000000000000000000", Step = "step", Type = "Step", Format = "directory", Files = writer.Files };
}
