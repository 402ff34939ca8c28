using System.Collections.Concurrent;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.Formats.Compressed;
using Tango.Formats.Files;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Verifies the files of a complete entry and opens them.</summary>
internal sealed class EntryReader : IResultReader
{
    // Smaller files are read once: verified, then served from memory.
    private const int LargestInMemory = 64 * 1024;

    // Fewer files are verified before threads have started. So many are a folder, which is given as it is: they are not kept in memory.
    private const int Many = 64;

    private readonly string _directory;
    private readonly EntryMetadata _metadata;
    private readonly Compression _compression;
    private readonly SortedDictionary<string, EntryFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);
    private readonly EntryStamps _stamps;
    private bool _hasGivenPath;

    public EntryReader(string directory, EntryMetadata metadata, FormatName format)
    {
        _directory = directory;
        _metadata = metadata;
        _compression = format.Compression;
        _stamps = new EntryStamps(metadata.Files);
        foreach (var file in metadata.Files)
            _files[StoredName.Given(file.Name, format.Suffix)] = file;

        Names = [.. _files.Keys];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The stamps of the files when they were verified.</summary>
    public EntryStamps Stamps => _stamps;

    /// <summary>The same, if a step received a path and so can change the files; otherwise null.</summary>
    public EntryStamps? StampsOfGiven => _hasGivenPath ? _stamps : null;

    /// <summary>Compares every file with the metadata.</summary>
    /// <returns>The description of the corruption; null if there is none.</returns>
    public string? FindCorruption(CancellationToken cancellationToken)
    {
        if (FindContradiction() is { } contradiction)
            return contradiction;

        if (FindCorruptFile(cancellationToken) is { } corruption)
            return corruption;

        return Try("result", () => _metadata.IsNull ? UnrecordedFiles.FindBesideNull(_directory) : UnrecordedFiles.Find(_directory, _files.Values));
    }

    /// <inheritdoc/>
    public Stream Open(string name)
    {
        var file = Find(name);
        Stream stored = _contents.TryGetValue(name, out var content) ? new MemoryStream(content, writable: false) : OpenFile(file);
        return CompressionStreams.ForReading(stored, _compression);
    }

    /// <inheritdoc/>
    public string? PathOf(string name)
    {
        if (_compression != Compression.None)
            return null;

        _hasGivenPath = true;
        return PathOf(Find(name));
    }

    /// <summary>Checks that every link has its target in the result; metadata may have been edited.</summary>
    /// <param name="files">The entries of the result, by name.</param>
    /// <returns>The description of an invalid link; null if all are valid.</returns>
    public static string? FindLinkFault(IEnumerable<KeyValuePair<string, EntryFile>> files) =>
        files.Any(file => file.Value.LinkTarget is not null) && new ResultLinks(files.Select(file => (file.Key, file.Value.LinkTarget))).FindFault() is var (name, _)
            ? $"the target of the link {name} is not in the result"
            : null;

    /// <summary>Copies a file that is stored as it is, by a reflink where the file system has these.</summary>
    /// <param name="stored">The path in the entry.</param>
    /// <param name="destination">Full path; an existing file is replaced.</param>
    /// <exception cref="EntryRemovedException">The entry was removed after it had been verified.</exception>
    public void Copy(string stored, string destination)
    {
        try
        {
            File.Copy(stored, destination, overwrite: true);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && !File.Exists(stored))
        {
            throw new EntryRemovedException(_metadata.UniqueId, exception);
        }
    }

    /// <summary>The metadata of a file.</summary>
    /// <param name="name">As the format named it.</param>
    public EntryFile StoredFile(string name) => Find(name);

    private string? FindCorruptFile(CancellationToken cancellationToken)
    {
        if (_files.Count >= Many)
            return FindFirst(cancellationToken);

        foreach (var (name, file) in _files)
        {
            if (Try(file.Name, () => FindCorruption(name, file, cancellationToken)) is { } corruption)
                return corruption;
        }

        return null;
    }

    // By several threads. The first in order, as by one: what a build says does not depend on which thread was faster.
    private string? FindFirst(CancellationToken cancellationToken)
    {
        var corruptions = new ConcurrentDictionary<long, string>();
        Parallel.ForEach(_files, new ParallelOptions { CancellationToken = cancellationToken }, (file, loop, index) =>
        {
            if (loop.ShouldExitCurrentIteration || Try(file.Value.Name, () => FindCorruption(file.Key, file.Value, cancellationToken)) is not { } corruption)
                return;

            // Files before it are still verified.
            corruptions[index] = corruption;
            loop.Break();
        });
        return corruptions.IsEmpty ? null : corruptions[corruptions.Keys.Min()];
    }

    // Metadata may have been edited.
    private string? FindContradiction()
    {
        if (_metadata.IsNull && !_metadata.Files.IsEmpty)
            return $"{EntryLayout.Metadata} says that the result is null, but names files";

        // A format of users may need no file.
        if (!_metadata.IsNull && _metadata.Files.IsEmpty && BuiltInFormats.Contains(FormatName.Parse(_metadata.Format).Name))
            return $"{EntryLayout.Metadata} says that there is a result, but names no file";

        if (_files.Count != _metadata.Files.Length)
            return $"{EntryLayout.Metadata} names a file twice";

        return _metadata.Files.FirstOrDefault(file => !StoredName.IsInside(file.Name)) is { } outside
            ? $"{EntryLayout.Metadata} names '{SingleLine.From(outside.Name)}', which is outside the entry"
            : FindLinkFault(_files);
    }

    private static string? Try(string name, Func<string?> find)
    {
        try
        {
            return find();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"{name} is missing";
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            return $"{name} cannot be read: {exception.Message.TrimEnd('.')}";
        }
    }

    private string? FindCorruption(string name, EntryFile file, CancellationToken cancellationToken)
    {
        var path = PathOf(file);
        var status = _stamps.Stamp(path);
        if (file.LinkTarget is not null)
            return SymbolicLink.TargetOf(path) == file.LinkTarget ? null : $"{file.Name} is no longer a link to {file.LinkTarget}";

        if (status.Kind != (file.IsDirectory ? FileKind.Directory : FileKind.Regular))
            return status.Kind == FileKind.Missing ? $"{file.Name} is missing" : $"{file.Name} was replaced by {SpecialFile.Describe(status.Kind)}";

        return file.IsDirectory ? null : FindOtherMode(file, path, status.Mode) ?? FindCorruption(name, file, path, status.Stamp.Size, cancellationToken);
    }

    // Those of folders are recorded for exports only: in the cache they are as the mask of the process that stored them.
    private static string? FindOtherMode(EntryFile file, string path, UnixFileMode status)
    {
        if (file is not { Mode: { } recorded, HasItsMode: true } || OperatingSystem.IsWindows())
            return null;

        // Where the status is not known as a whole, it has no bits.
        var found = status == UnixFileMode.None ? PermissionBits.Read(path)!.Value : status & PermissionBits.All;
        var created = PermissionBits.ReadOnly(recorded);
        return PermissionBits.Fit(found, created) ? null : $"{file.Name} has the permissions {PermissionBits.Format(found)} instead of {PermissionBits.Format(created)}";
    }

    private string? FindCorruption(string name, EntryFile file, string path, long size, CancellationToken cancellationToken)
    {
        if (size != file.Size)
            return $"{file.Name} has {size} bytes instead of {file.Size}";

        return Digest(name, path, size, cancellationToken) == new FileDigest(file.Size, file.Sha256)
            ? null
            : $"{file.Name} has different content";
    }

    private FileDigest Digest(string name, string path, long size, CancellationToken cancellationToken)
    {
        if (size > LargestInMemory)
            return FileDigest.ComputeFile(path, cancellationToken);

        var content = SharedReading.ReadAllBytes(path);
        if (_files.Count < Many)
            _contents[name] = content;

        return FileDigest.Compute(content);
    }

    private EntryFile Find(string name) => _files.TryGetValue(name, out var file)
        ? file
        : throw new InvalidDataException($"the entry has no '{name}'");

    private string PathOf(EntryFile file) => StoredName.PathIn(_directory, file.Name);

    private FileStream OpenFile(EntryFile file)
    {
        try
        {
            return SharedReading.Open(PathOf(file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EntryRemovedException(_metadata.UniqueId, exception);
        }
    }
}
