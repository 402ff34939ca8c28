using System.Globalization;
using Tango.IO;

namespace Tango.Caching;

/// <summary>Sets damaged entries aside, out of the readers' way, for people to look at.</summary>
internal sealed class DamagedEntries
{
    private readonly string _cache;

    public DamagedEntries(string cache) => _cache = cache;

    /// <summary>
    /// Moves an entry's content to <c>.damaged/</c>, its metadata first, so that it is incomplete at once. The lock stays where it is: moved along, it
    /// would guard nothing any more.
    /// </summary>
    /// <param name="uniqueId">The entry.</param>
    /// <param name="metadata">The metadata it was judged by.</param>
    /// <param name="isOwned">Whether the caller owns the entry.</param>
    /// <returns>Where it went or why it stayed; null when the entry is not the one that was judged any more.</returns>
    public string? SetAside(string uniqueId, byte[] metadata, bool isOwned)
    {
        var directory = Path.Combine(_cache, uniqueId);
        try
        {
            using var own = isOwned ? null : FileLock.TryTake(Path.Combine(directory, EntryLayout.Lock));
            if (!isOwned && own is null)
            {
                return "it stays where it is, because another process is at it";
            }

            var path = Path.Combine(directory, EntryLayout.Metadata);
            return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(metadata) ? Move(uniqueId, directory) : null;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            return $"it could not be set aside: {exception.Message}";
        }
    }

    private string Move(string uniqueId, string directory)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var place = Path.Combine(_cache, EntryLayout.Damaged, $"{uniqueId}-{time}-{RandomName.Create()}");
        Directory.CreateDirectory(place);
        File.Move(Path.Combine(directory, EntryLayout.Metadata), Path.Combine(place, EntryLayout.Metadata));
        foreach (var path in Directory.GetFileSystemEntries(directory))
        {
            if (Path.GetFileName(path) is not (EntryLayout.Lock or EntryLayout.Work) and var name)
            {
                EntryTree.Move(path, Path.Combine(place, name));
            }
        }

        return $"moved to {place}";
    }
}
