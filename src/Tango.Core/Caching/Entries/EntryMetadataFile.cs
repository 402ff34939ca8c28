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
    public static bool Exists(string directory) => SpecialFile.IsFile(PathIn(directory));

    /// <summary>Its bytes; null if it does not exist, or is removed at this moment.</summary>
    /// <param name="directory">Full path of the entry's directory.</param>
    public static byte[]? Read(string directory)
    {
        var path = PathIn(directory);
        try
        {
            return SpecialFile.IsFile(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the entry is complete and has a layout that this version knows. A corrupt one counts: only a reader quarantines it.</summary>
    /// <param name="directory">Full path of the entry's directory.</param>
    public static bool IsOfKnownEntry(string directory)
    {
        try
        {
            return Read(directory) is { } json && EntryMetadataJson.Read(json) is not null;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
