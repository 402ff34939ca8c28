using Tango.Formats;
using Tango.IO;

namespace Tango.Caching;

/// <summary>Verifies the files of a complete entry and opens them.</summary>
internal sealed class EntryReader : IResultReader
{
    // What is this small is read once: verified and then served from memory.
    private const int LargestInMemory = 64 * 1024;

    private readonly string _directory;
    private readonly EntryMetadata _metadata;
    private readonly Compression _compression;
    private readonly SortedDictionary<string, EntryFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    public EntryReader(string directory, EntryMetadata metadata, FormatName format)
    {
        _directory = directory;
        _metadata = metadata;
        _compression = format.Compression;
        foreach (var file in metadata.Files)
        {
            _files[StoredName.Given(file.Name, format.Suffix)] = file;
        }

        Names = [.. _files.Keys];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Compares every file with what the metadata says of it.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? FindDamage(CancellationToken cancellationToken)
    {
        foreach (var (name, file) in _files)
        {
            if (!StoredName.IsInside(file.Name))
            {
                return $"{EntryLayout.Metadata} names '{file.Name}', which is outside the entry";
            }

            try
            {
                if (FindDamage(name, file, cancellationToken) is { } damage)
                {
                    return damage;
                }
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

        return null;
    }

    /// <inheritdoc/>
    public Stream Open(string name)
    {
        var file = Find(name);
        Stream stored = _contents.TryGetValue(name, out var content) ? new MemoryStream(content, writable: false) : OpenFile(file);
        return CompressionStreams.ForReading(stored, _compression);
    }

    /// <inheritdoc/>
    public string? PathOf(string name) => _compression == Compression.None ? PathOf(Find(name)) : null;

    /// <summary>What the metadata says of a file.</summary>
    /// <param name="name">As given by the format.</param>
    public EntryFile StoredFile(string name) => Find(name);

    private string? FindDamage(string name, EntryFile file, CancellationToken cancellationToken)
    {
        var path = PathOf(file);
        if (name.EndsWith('/'))
        {
            return Directory.Exists(path) ? null : $"{file.Name} is missing";
        }

        var size = new FileInfo(path).Length;
        if (size != file.Size)
        {
            return $"{file.Name} has {size} bytes instead of {file.Size}";
        }

        return Digest(name, path, size, cancellationToken) == new FileDigest(file.Size, file.Sha256)
            ? null
            : $"{file.Name} has another content than was stored";
    }

    private FileDigest Digest(string name, string path, long size, CancellationToken cancellationToken)
    {
        if (size > LargestInMemory)
        {
            return FileDigest.OfFile(path, cancellationToken);
        }

        var content = File.ReadAllBytes(path);
        _contents[name] = content;
        return FileDigest.Of(content);
    }

    private EntryFile Find(string name) => _files.TryGetValue(name, out var file)
        ? file
        : throw new InvalidDataException($"the entry holds no '{name}'");

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
