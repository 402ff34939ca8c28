using Tango.Caching;
using Tango.Formats;
using Tango.Formats.Compressed;
using Tango.IO;

namespace Tango.Cli;

/// <summary>The files of a result in the cache.</summary>
internal sealed class StoredResult
{
    private readonly string _entry;

    /// <param name="entry">The full path of the entry.</param>
    public StoredResult(string entry, EntryMetadata metadata)
    {
        _entry = entry;
        Metadata = metadata;
        Format = FormatName.Parse(metadata.Format);
    }

    /// <summary>What the cache recorded.</summary>
    public EntryMetadata Metadata { get; }

    /// <summary>The format, with its compression.</summary>
    public FormatName Format { get; }

    /// <summary>The full path of a file, as stored.</summary>
    public string PathOf(EntryFile file) => Path.Combine(_entry, file.Name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Opens the only file of a built-in format for reading, decompressed.</summary>
    /// <exception cref="CliException">It cannot be opened.</exception>
    public Stream OpenRead()
    {
        try
        {
            return CompressionStreams.ForReading(SharedReading.Open(PathOf(Metadata.Files[0])), Format.Compression);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The result in '{_entry}' cannot be read: {exception.Message}");
        }
    }

    /// <summary>A path at which another program finds the result: that in the cache, or a decompressed copy.</summary>
    public string Unpack()
    {
        if (Format.Compression == Compression.None || Metadata.Files.Length != 1)
            return Metadata.Files.Length == 1 ? PathOf(Metadata.Files[0]) : _entry;

        var file = Metadata.Files[0];
        var copy = Path.Combine(Directory.CreateTempSubdirectory("tango-").FullName, $"{Path.GetFileName(_entry)}{Path.GetExtension(Path.GetFileNameWithoutExtension(file.Name))}");
        using var result = OpenRead();
        using var target = File.Create(copy);
        result.CopyTo(target);
        return copy;
    }
}
