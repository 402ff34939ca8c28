using Tango.Formats;
using Tango.Formats.Compressed;
using Tango.Formats.Files;
using Tango.Graph.Binding;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Verifies the files of a complete entry and opens them.</summary>
internal sealed class EntryReader : IResultReader
{
    // Smaller files are read once: verified, then served from memory.
    private const int LargestInMemory = 64 * 1024;

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
        if (FindLinkFault(_files) is { } fault)
            return fault;

        foreach (var (name, file) in _files)
        {
            if (!StoredName.IsInside(file.Name))
                return $"{EntryLayout.Metadata} names '{file.Name}', which is outside the entry";

            try
            {
                if (FindCorruption(name, file, cancellationToken) is { } corruption)
                    return corruption;
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return $"{file.Name} is missing";
            }
            catch (Exception exception) when (CacheAccess.IsRefusal(exception))
            {
                return $"{file.Name} cannot be read: {exception.Message}";
            }
        }

        return FindStranger();
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

    /// <summary>The metadata of a file.</summary>
    /// <param name="name">As the format named it.</param>
    public EntryFile StoredFile(string name) => Find(name);

    private string? FindCorruption(string name, EntryFile file, CancellationToken cancellationToken)
    {
        var path = PathOf(file);
        var status = _stamps.Stamp(path);
        if (file.LinkTarget is not null)
            return SymbolicLink.TargetOf(path) == file.LinkTarget ? null : $"{file.Name} is no longer a link to {file.LinkTarget}";

        if (status.Kind != (file.IsDirectory ? FileKind.Directory : FileKind.Regular))
            return status.Kind == FileKind.Missing ? $"{file.Name} is missing" : $"{file.Name} was replaced by {Describe(status.Kind)}";

        return file.IsDirectory ? null : FindCorruption(name, file, path, status.Stamp.Size, cancellationToken);
    }

    private string? FindCorruption(string name, EntryFile file, string path, long size, CancellationToken cancellationToken)
    {
        if (size != file.Size)
            return $"{file.Name} has {size} bytes instead of {file.Size}";

        return Digest(name, path, size, cancellationToken) == new FileDigest(file.Size, file.Sha256)
            ? null
            : $"{file.Name} has different content";
    }

    // A consumer of a directory sees all files in it, so there must be no others.
    private string? FindStranger()
    {
        EntryFile[] directories = [.. _files.Values.Where(file => file.Name.EndsWith('/'))];
        if (directories.Length == 0)
            return null;

        var known = _files.Values.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        var stranger = directories.SelectMany(directory => Directory.EnumerateFileSystemEntries(PathOf(directory))).FirstOrDefault(path => !known.Contains(path));
        return stranger is null ? null : $"{Path.GetRelativePath(_directory, stranger)} is not part of the entry";
    }

    private FileDigest Digest(string name, string path, long size, CancellationToken cancellationToken)
    {
        if (size > LargestInMemory)
            return FileDigest.ComputeFile(path, cancellationToken);

        var content = File.ReadAllBytes(path);
        _contents[name] = content;
        return FileDigest.Compute(content);
    }

    private static string Describe(FileKind kind) => kind switch
    {
        FileKind.Regular => "a file",
        FileKind.Directory => "a directory",
        FileKind.Link => "a link",
        _ => UnopenableFile.NameOf(kind)!,
    };

    private EntryFile Find(string name) => _files.TryGetValue(name, out var file)
        ? file
        : throw new InvalidDataException($"the entry has no '{name}'");

    private string PathOf(EntryFile file) => StoredName.PathIn(_directory, file.Name);

    private FileStream OpenFile(EntryFile file)
    {
        try
        {
            return new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EntryRemovedException(_metadata.UniqueId, exception);
        }
    }
}
