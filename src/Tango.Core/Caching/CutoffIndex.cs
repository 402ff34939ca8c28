using System.Text;
using Tango.Caching.Entries;
using Tango.Identity;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// Finds the entry with the result for a key of early cut-off: <c>&lt;cache&gt;/.cutoff/&lt;key&gt;</c> is a file with a unique id. It is a hint and never the truth: what counts is
/// the key in the entry's own metadata. Whatever is wrong with it, the step runs.
/// </summary>
/// <param name="cacheDirectory">Full path.</param>
internal sealed class CutoffIndex(string cacheDirectory)
{
    private const int LongestId = 255;
    private static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    private readonly string _folder = Path.Combine(cacheDirectory, EntryLayout.Cutoff);

    /// <summary>The unique id that a key is recorded for; null if there is none.</summary>
    public string? Find(string key)
    {
        var path = Path.Combine(_folder, key);
        try
        {
            return FileStatus.ReadLink(path) is { Kind: FileKind.Regular, Stamp.Size: > 0 and <= LongestId } && Encoding.UTF8.GetString(SharedReading.ReadAllBytes(path)) is var uniqueId && IsId(uniqueId)
                ? uniqueId
                : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException || CacheAccess.IsRefusal(exception))
        {
            // Removed meanwhile, or not readable for this user.
            return null;
        }
    }

    /// <summary>Whether the text of a record can name an entry.</summary>
    public static bool IsId(string text) => UniqueId.HasForm(text) && EntryLayout.CanBeUniqueId(text);

    /// <summary>Records an entry, if possible.</summary>
    public void TryAdd(string key, string uniqueId)
    {
        // Programs may store entries under names of their own, with any metadata.
        if (!CutoffKey.HasForm(key) || !IsId(uniqueId))
            return;

        try
        {
            OwnFolders.Create(cacheDirectory, _folder);
            AtomicFile.Write(Path.Combine(_folder, key), Encoding.UTF8.GetBytes(uniqueId), isDurable: false, isShared: true);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // The result is stored. Without the hint a later build runs the step once more.
        }
    }

    /// <summary>Removes the records of entries that do not exist any more, if possible.</summary>
    public void TryRemoveStale()
    {
        var folder = new DirectoryInfo(_folder);
        if (folder is not { Exists: true, LinkTarget: null })
            return;

        foreach (var file in folder.EnumerateFiles())
        {
            if (CutoffKey.HasForm(file.Name) ? !IsOfEntry(file.Name) : file.LastWriteTimeUtc < DateTime.UtcNow - LongestWrite)
                FileChange.TryDelete(file.FullName);
        }
    }

    private bool IsOfEntry(string key) => Find(key) is { } uniqueId && EntryMetadataFile.Exists(Path.Combine(cacheDirectory, uniqueId));
}
