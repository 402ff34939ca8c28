using Tango.Identity;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>
/// Tells the entries of a cache from folders of others. A cache may be in any directory, and what Tango has not made is never removed: an entry is recognised by the form of its name
/// and by what is in it.
/// </summary>
internal static class EntryForm
{
    private const string Result = "result";

    /// <summary>Whether a folder is an entry, complete or not. Never a link: what is behind one belongs to others.</summary>
    /// <param name="directory">Full path of a folder in a cache.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static bool IsEntry(string directory) =>
        FileStatus.ReadLink(directory).Kind == FileKind.Directory
        && (UniqueId.HasForm(Path.GetFileName(directory)) ? StillHasContentOfEntry(directory) : NamesItself(directory));

    /// <summary>Whether a folder, or a link to one, is a complete entry as far as its name and the presence of metadata show.</summary>
    /// <param name="directory">Full path of a folder in a cache.</param>
    public static bool IsComplete(string directory) =>
        EntryMetadataFile.Exists(directory) && (UniqueId.HasForm(Path.GetFileName(directory)) || NamesItself(directory));

    /// <summary>Whether a folder is empty or contains what only Tango puts into the folder of an entry. The owner of an unfinished entry removes the rest.</summary>
    /// <param name="directory">Full path.</param>
    public static bool HasContentOfEntry(string directory)
    {
        var isEmpty = true;
        foreach (var path in Directory.EnumerateFileSystemEntries(directory))
        {
            if (IsOurs(Path.GetFileName(path)))
                return true;

            isEmpty = false;
        }

        return isEmpty;
    }

    private static bool StillHasContentOfEntry(string directory)
    {
        try
        {
            return HasContentOfEntry(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process has just removed it.
            return false;
        }
    }

    // Programs may store results under names of their own. Such an entry is known by its metadata only.
    private static bool NamesItself(string directory)
    {
        try
        {
            return EntryMetadataFile.ReadMetadata(directory)?.UniqueId == Path.GetFileName(directory);
        }
        catch (Exception exception) when (exception is InvalidDataException or EntryUnusableException)
        {
            // Whatever it is, nothing shows that it is ours.
            return false;
        }
    }

    private static bool IsOurs(string name) =>
        name is EntryLayout.Metadata or EntryLayout.Log or EntryLayout.Work or EntryLayout.Lock or Result
        || name.StartsWith(Result + ".", StringComparison.Ordinal)
        || StoredName.IsGeneration(name)
        || RandomName.IsStaged(name);
}
