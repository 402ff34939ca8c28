using System.Globalization;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>The file <c>metadata.json</c> in the directory of an entry. It is written last: where it exists, the entry is complete.</summary>
internal static class EntryMetadataFile
{
    /// <summary>Its path.</summary>
    /// <param name="directory">Full path of the entry's directory.</param>
    public static string PathIn(string directory) => Path.Combine(directory, EntryLayout.Metadata);

    /// <summary>Whether the entry is complete. Anything but a file in its place does not count, and is removed by the next owner.</summary>
    /// <param name="directory">Full path of the entry's directory.</param>
    public static bool Exists(string directory) => FileStatus.Read(PathIn(directory)).Kind == FileKind.Regular;

    /// <summary>Its bytes; null if it does not exist, or is removed at this moment.</summary>
    /// <param name="directory">Full path of the entry's directory.</param>
    /// <exception cref="EntryUnusableException">It cannot be read.</exception>
    public static byte[]? Read(string directory)
    {
        var path = PathIn(directory);
        try
        {
            return MayExist(directory, path) ? SharedReading.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw new EntryUnusableException($"{EntryLayout.Metadata} cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>Reads what is recorded of a complete entry; null if it does not exist.</summary>
    /// <param name="directory">Full path of the entry's directory.</param>
    /// <exception cref="InvalidDataException">It is corrupt.</exception>
    /// <exception cref="EntryUnusableException">It cannot be read, or a newer version of Tango wrote it.</exception>
    public static EntryMetadata? ReadMetadata(string directory) => Read(directory) is { } json ? Parse(json) : null;

    /// <summary>Parses the bytes.</summary>
    /// <exception cref="InvalidDataException">It is corrupt.</exception>
    /// <exception cref="EntryUnusableException">A newer version of Tango wrote it.</exception>
    public static EntryMetadata Parse(byte[] json) => EntryMetadataJson.Read(json)
        ?? throw new EntryUnusableException($"a newer version of Tango wrote it, in a layout after {EntryMetadataJson.SchemaVersion.ToString(CultureInfo.InvariantCulture)}");

    // Anything else of that name is not ours: a pipe would block. In a folder that cannot be searched every file seems to be missing.
    private static bool MayExist(string directory, string path) => FileStatus.Read(path).Kind switch
    {
        FileKind.Regular => true,
        FileKind.Missing => FileStatus.Read(directory).Kind == FileKind.Directory && FileStatus.ReadLink(path).Kind == FileKind.Missing,
        _ => false,
    };
}
