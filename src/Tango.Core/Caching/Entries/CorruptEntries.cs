using System.Globalization;
using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Moves corrupt entries to the quarantine, where readers do not find them and users can inspect them.</summary>
internal sealed class CorruptEntries
{
    private const string TimeFormat = "yyyyMMddHHmmss";
    private const int TimeLength = 14;

    private readonly string _cache;

    public CorruptEntries(string cache) => _cache = cache;

    /// <summary>Moves an entry's files to <c>.damaged/</c>, its metadata first, so that it is incomplete at once. The lock stays: in another directory it would not protect the entry.</summary>
    /// <param name="directory">The full path of the entry.</param>
    /// <param name="metadata">The metadata with which it was verified.</param>
    /// <param name="isOwned">Whether the caller owns the entry.</param>
    /// <returns>A message with its new path, or the reason why it was not moved; null if the entry has changed since.</returns>
    public string? Quarantine(string uniqueId, string directory, byte[] metadata, bool isOwned)
    {
        try
        {
            if (FolderLinks.TargetOf(directory) is { } target)
                return RemoveLink(directory, target);

            using var own = isOwned ? null : FileLock.TryAcquire(Path.Combine(directory, EntryLayout.Lock));
            if (!isOwned && own is null)
                return "not quarantined, because another process uses it";

            var path = Path.Combine(directory, EntryLayout.Metadata);
            return File.Exists(path) && SharedReading.ReadAllBytes(path).AsSpan().SequenceEqual(metadata) ? Move(uniqueId, directory) : null;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            return $"it could not be quarantined: {exception.Message.TrimEnd('.')}";
        }
    }

    // Nothing is moved or locked behind a link, which somebody may have made to share entries of another disk.
    private static string RemoveLink(string entry, string target)
    {
        FolderLinks.Remove(entry);
        return $"the link to '{target}' was removed";
    }

    /// <summary>Whether a folder in the quarantine is a quarantined entry.</summary>
    /// <param name="directory">Full path.</param>
    public static bool IsIn(string directory) =>
        FileStatus.ReadLink(directory).Kind == FileKind.Directory
        && Path.GetFileName(directory).Split('-') is [_, .., { Length: TimeLength } time, var random]
        && time.All(char.IsAsciiDigit) && RandomName.Is(random);

    private string Move(string uniqueId, string directory)
    {
        var time = DateTime.UtcNow.ToString(TimeFormat, CultureInfo.InvariantCulture);
        var place = Path.Combine(_cache, EntryLayout.Corrupt, $"{uniqueId}-{time}-{RandomName.Create()}");
        OwnFolders.Create(_cache, place);
        FileChange.Move(Path.Combine(directory, EntryLayout.Metadata), Path.Combine(place, EntryLayout.Metadata));
        foreach (var path in Directory.GetFileSystemEntries(directory))
        {
            if (Path.GetFileName(path) is not (EntryLayout.Lock or EntryLayout.Work) and var name)
                EntryTree.Move(path, Path.Combine(place, name));
        }

        return $"moved to {place}";
    }
}
