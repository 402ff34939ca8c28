using System.Collections.Immutable;
using Tango.Formats;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// Writes the files of one entry under hidden names that nobody else uses, and gives them their own names when all are on the disk.
/// </summary>
internal sealed class EntryWriter : IResultWriter
{
    // Few, because they stay open until the entry is complete.
    private const int MostUnflushed = 16;

    private readonly string _cache;
    private readonly string _directory;
    private readonly string _suffix;
    private readonly Compression _compression;
    private readonly string _generation;
    private readonly string _staged = $".{RandomName.Create()}.";
    private readonly HashSet<string> _tops = new(StringComparer.Ordinal);
    private readonly List<EntryFile> _files = [];
    private readonly List<FileStream> _unflushed = [];
    private readonly Lock _gate = new();

    /// <summary>Makes a writer.</summary>
    /// <param name="cache">The cache's directory.</param>
    /// <param name="directory">The entry's directory.</param>
    /// <param name="format">The format with its compression.</param>
    /// <param name="isReplacement">Whether a complete entry is there; its files then stay beside the new ones until the metadata names these.</param>
    public EntryWriter(string cache, string directory, FormatName format, bool isReplacement)
    {
        _cache = cache;
        _directory = directory;
        _suffix = format.Suffix;
        _compression = format.Compression;
        _generation = isReplacement ? StoredName.NewGeneration() : "";
    }

    /// <summary>The files that were written, in ordinal order.</summary>
    public ImmutableArray<EntryFile> Files
    {
        get
        {
            lock (_gate)
            {
                return [.. _files.OrderBy(file => file.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <inheritdoc/>
    public Stream Create(string name, bool isExecutable = false)
    {
        var stored = _generation + StoredName.Check(name, isDirectory: false) + _suffix;
        var path = StagedPath(stored);
        try
        {
            if (stored.Contains('/', StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            }

            var file = new EntryFileStream(_cache, path, isExecutable, (written, digest) => TakeWritten(written, new EntryFile(stored, digest.Size, digest.Sha256)));
            return _compression == Compression.None ? new BufferedStream(file) : CompressionStreams.ForWriting(file, _compression);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string name)
    {
        var stored = _generation + StoredName.Check(name, isDirectory: true);
        try
        {
            Directory.CreateDirectory(StagedPath(stored));
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }

        Add(new EntryFile(stored, 0, ""));
    }

    /// <summary>
    /// Makes the entry visible: when result and metadata are on the disk the files get their own names, the metadata last; then what does not belong to the entry is removed.
    /// </summary>
    /// <param name="metadata">The finished metadata, with <see cref="Files"/>.</param>
    public async ValueTask CompleteAsync(EntryMetadata metadata)
    {
        var staged = Path.Combine(_directory, _staged + EntryLayout.Metadata);
        try
        {
            using (var file = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                file.Write(EntryMetadataJson.Write(metadata).Span);
                await FlushWithResultAsync(file).ConfigureAwait(false);
            }

            Publish();
            File.Move(staged, Path.Combine(_directory, EntryLayout.Metadata), overwrite: true);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            EntryTree.TryDelete(staged);
            Discard();
            throw CacheAccess.NotWritable(_cache, exception);
        }

        EntrySweep.RemoveAllBut(_directory, [EntryLayout.Lock, EntryLayout.Log, EntryLayout.Metadata, .. _tops]);
    }

    /// <summary>Removes everything that was written, as far as that is possible: the next owner removes what is left.</summary>
    public void Discard()
    {
        foreach (var file in TakeUnflushed())
        {
            file.Dispose();
        }

        foreach (var top in _tops)
        {
            EntryTree.TryDelete(Path.Combine(_directory, _staged + top));
        }
    }

    // At the same time: file systems with a journal then write it once.
    private async ValueTask FlushWithResultAsync(FileStream metadata)
    {
        var result = TakeUnflushed();
        var flushing = result.Count == 0 ? Task.CompletedTask : Task.Run(() => result.ForEach(Flush));
        try
        {
            metadata.Flush(flushToDisk: true);
        }
        finally
        {
            await flushing.ConfigureAwait(false);
        }
    }

    private static void Flush(FileStream file)
    {
        using (file)
        {
            file.Flush(flushToDisk: true);
        }
    }

    // What a killed writer left under such a name is in the way.
    private void Publish()
    {
        foreach (var top in _tops)
        {
            var place = Path.Combine(_directory, top);
            EntryTree.Delete(place);
            EntryTree.Move(Path.Combine(_directory, _staged + top), place);
        }
    }

    private string StagedPath(string stored)
    {
        lock (_gate)
        {
            _tops.Add(StoredName.Top(stored));
        }

        return Path.Combine(_directory, _staged + stored);
    }

    private void TakeWritten(FileStream written, EntryFile file)
    {
        Add(file);
        lock (_gate)
        {
            if (_unflushed.Count < MostUnflushed)
            {
                _unflushed.Add(written);
                return;
            }
        }

        try
        {
            Flush(written);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }
    }

    private List<FileStream> TakeUnflushed()
    {
        lock (_gate)
        {
            List<FileStream> taken = [.. _unflushed];
            _unflushed.Clear();
            return taken;
        }
    }

    private void Add(EntryFile file)
    {
        lock (_gate)
        {
            _files.Add(file);
        }
    }
}
