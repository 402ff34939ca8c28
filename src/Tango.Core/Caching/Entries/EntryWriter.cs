using System.Collections.Immutable;
using Tango.Formats;
using Tango.Formats.Compressed;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Writes the files of one entry: under hidden unique names, and renames them when all are on the disk; or into a folder that nobody else sees yet.</summary>
internal sealed class EntryWriter : IResultWriter
{
    /// <summary>The format for files that were stored in another entry: what its own format compressed stays as it is.</summary>
    public static readonly FormatName AsStored = new("file", Compression.None);

    // Few, because they stay open until the entry is complete.
    private const int MaxUnflushed = 16;

    private readonly string _cache;
    private readonly string _directory;
    private readonly string _suffix;
    private readonly Compression _compression;
    private readonly string _generation;
    private readonly string _staged;
    private readonly bool _isUnseen;
    private readonly HashSet<string> _tops = new(StringComparer.Ordinal);
    private readonly List<EntryFile> _files = [];
    private readonly List<FileStream> _unflushed = [];
    private readonly List<string> _closed = [];
    private readonly Lock _gate = new();
    private UnixFileMode? _folderMode;
    private bool _knowsFolderMode;

    /// <summary>Creates a writer.</summary>
    /// <param name="cache">Full path of the directory that the entry is in, for messages: the cache, or the place of results that it cannot take.</param>
    /// <param name="format">The format with its compression.</param>
    /// <param name="isReplacement">Whether a complete entry exists; its files then stay next to the new ones until the metadata refers to these.</param>
    /// <param name="isUnseen">Whether the entry is made in a folder that is renamed as a whole (<see cref="StagedEntry"/>), and can be had again: then its files get their names at once, and are not
    /// flushed.</param>
    public EntryWriter(string cache, string directory, FormatName format, bool isReplacement, bool isUnseen = false)
    {
        _isUnseen = isUnseen;
        _staged = isUnseen ? "" : $".{RandomName.Create()}.";
        _cache = cache;
        _directory = directory;
        _suffix = format.Suffix;
        _compression = format.Compression;
        _generation = isReplacement ? StoredName.NewGeneration() : "";
    }

    /// <summary>Called at each stage; for tests.</summary>
    public Action<EntryStage>? AtStage { get; init; }

    /// <summary>The files that were written, in ordinal order.</summary>
    public ImmutableArray<EntryFile> Files
    {
        get
        {
            lock (_gate)
                return [.. _files.OrderBy(file => file.Name, StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public Stream Create(string name, UnixFileMode? mode = null)
    {
        var stored = _generation + StoredName.Check(name, isDirectory: false) + _suffix;
        var path = StagedPath(stored);
        try
        {
            if (stored.Contains('/', StringComparison.Ordinal))
                SharedMode.CreateFolder(_directory, Path.GetDirectoryName(path)!);

            var file = EntryFileStream.Create(
                _cache,
                path,
                mode,
                FolderMode(),
                (written, digest) => AddWritten(written, new EntryFile { Name = stored, Size = digest.Size, Sha256 = digest.Sha256, Mode = mode, HasItsMode = GotItsMode(written, mode) }));
            AtStage?.Invoke(EntryStage.FileCreated);
            return _compression == Compression.None ? new BufferedStream(file) : CompressionStreams.ForWriting(file, _compression);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string name, UnixFileMode? mode = null)
    {
        var stored = _generation + StoredName.Check(name, isDirectory: true);
        try
        {
            SharedMode.CreateFolder(_directory, StagedPath(stored).TrimEnd('/'));
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }

        Add(new EntryFile { Name = stored, Mode = mode });
    }

    /// <inheritdoc/>
    public void CreateLink(string name, string target)
    {
        var stored = _generation + StoredName.Check(name, isDirectory: false);
        if (!name.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"The link '{name}' is not in a directory of the result.", nameof(name));

        var path = StagedPath(stored);
        try
        {
            SharedMode.CreateFolder(_directory, Path.GetDirectoryName(path)!);
            SymbolicLink.Create(path, target);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }

        Add(new EntryFile { Name = stored, LinkTarget = target });
    }

    /// <summary>Adds a file of another entry without writing it again: by a hard link, or else by a copy, which shares its space on file systems that can.</summary>
    /// <param name="file">The file as the other entry's metadata has it, by the name that it gets here.</param>
    /// <param name="path">Its full path.</param>
    /// <exception cref="FileNotFoundException">It was removed.</exception>
    public void Share(EntryFile file, string path)
    {
        var staged = StagedPath(file.Name);
        try
        {
            if (file.Name.Contains('/', StringComparison.Ordinal))
                SharedMode.CreateFolder(_directory, Path.GetDirectoryName(staged)!);

            if (!HardLink.TryCreate(path, staged))
                CopyAndFlush(path, staged);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception) && exception is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }

        Add(file);
    }

    /// <summary>
    /// Writes the metadata and makes the entry visible: when result and metadata are on the disk, renames the files, the metadata last; then removes all files that do not belong to the entry.
    /// </summary>
    /// <param name="metadata">The finished metadata, with <see cref="Files"/>.</param>
    public async ValueTask CompleteAsync(EntryMetadata metadata)
    {
        var staged = Path.Combine(_directory, _staged + EntryLayout.Metadata);
        try
        {
            using (var file = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                SharedMode.Apply(file.SafeFileHandle, _directory, isReplaced: true);
                file.Write(EntryMetadataJson.Write(metadata).Span);
                if (_isUnseen)
                    return;

                await FlushWithResultAsync(file).ConfigureAwait(false);
            }

            AtStage?.Invoke(EntryStage.Flushed);
            Publish();
            FileChange.Replace(staged, Path.Combine(_directory, EntryLayout.Metadata));
            AtStage?.Invoke(EntryStage.Completed);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            EntryTree.TryDelete(staged);
            Discard();
            throw CacheAccess.NotWritable(_cache, exception);
        }

        EntrySweep.RemoveAllBut(_directory, [EntryLayout.Lock, EntryLayout.Log, EntryLayout.Metadata, .. _tops]);
        AtStage?.Invoke(EntryStage.Swept);
    }

    /// <summary>Moves the only file that was written to another path, if possible, and removes everything else.</summary>
    /// <param name="path">The full path, without the suffix of the compression.</param>
    public void Leave(string path)
    {
        foreach (var file in DrainUnflushed())
            file.Dispose();

        try
        {
            if (Files is [{ Size: > 0 } only])
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                FileChange.Replace(Path.Combine(_directory, _staged + only.Name), path + _suffix);
            }
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // A missing file is reported where it is used; the error to report here is why storing failed.
        }

        Discard();
    }

    /// <summary>Removes all written files, if possible: the next owner removes the others.</summary>
    public void Discard()
    {
        foreach (var file in DrainUnflushed())
            file.Dispose();

        foreach (var top in _tops)
            EntryTree.TryDelete(Path.Combine(_directory, _staged + top));
    }

    // Read for the first file. Not by Lazy<T>, which each worker would compile for this type.
    private UnixFileMode? FolderMode()
    {
        lock (_gate)
        {
            if (!_knowsFolderMode)
                _folderMode = PermissionBits.Read(_directory);

            _knowsFolderMode = true;
            return _folderMode;
        }
    }

    // At the same time, because file systems with a journal then write it only once.
    private async ValueTask FlushWithResultAsync(FileStream metadata)
    {
        var result = DrainUnflushed();
        var flushing = result.Count == 0 ? Task.CompletedTask : Task.Run(() => FlushAll(result));
        try
        {
            metadata.Flush(flushToDisk: true);
        }
        finally
        {
            await flushing.ConfigureAwait(false);
        }
    }

    private void FlushAll(List<FileStream> open)
    {
        if (_closed.Count > 0)
            ClosedFiles.Flush(_closed);

        open.ForEach(Flush);
    }

    private static void Flush(FileStream file)
    {
        using (file)
            file.Flush(flushToDisk: true);
    }

    // A file of a killed writer may have the same name.
    private void Publish()
    {
        foreach (var top in _tops)
        {
            var place = Path.Combine(_directory, top);
            EntryTree.Delete(place);
            EntryTree.Move(Path.Combine(_directory, _staged + top), place);
            AtStage?.Invoke(EntryStage.FilePublished);
        }
    }

    private static void CopyAndFlush(string from, string to)
    {
        File.Copy(from, to);

        // Windows flushes only files that are open for writing, and this one is read-only.
        using var copy = File.OpenHandle(to);
        if (!OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(copy);
    }

    private static bool GotItsMode(FileStream written, UnixFileMode? mode) =>
        mode is null || PermissionBits.Read(written.SafeFileHandle) is not { } bits || PermissionBits.Fit(bits, PermissionBits.ReadOnly(mode));

    private string StagedPath(string stored)
    {
        lock (_gate)
            _tops.Add(StoredName.Top(stored));

        return Path.Combine(_directory, _staged + stored);
    }

    private void AddWritten(FileStream written, EntryFile file)
    {
        Add(file);
        AtStage?.Invoke(EntryStage.FileWritten);
        if (_isUnseen)
        {
            written.Dispose();
            return;
        }

        lock (_gate)
        {
            if (_unflushed.Count < MaxUnflushed)
            {
                _unflushed.Add(written);
                return;
            }

            // Windows flushes only files that are open for writing.
            if (!OperatingSystem.IsWindows())
                _closed.Add(written.Name);
        }

        try
        {
            if (OperatingSystem.IsWindows())
                Flush(written);
            else
                written.Dispose();
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(_cache, exception);
        }
    }

    private List<FileStream> DrainUnflushed()
    {
        lock (_gate)
        {
            List<FileStream> written = [.. _unflushed];
            _unflushed.Clear();
            return written;
        }
    }

    private void Add(EntryFile file)
    {
        lock (_gate)
            _files.Add(file);
    }
}
