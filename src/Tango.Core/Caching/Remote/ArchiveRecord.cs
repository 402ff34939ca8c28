using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>The metadata in an archive, its first member. Everything else in the archive is compared with it.</summary>
internal static class ArchiveRecord
{
    /// <summary>Reads and checks it.</summary>
    /// <param name="uniqueId">The expected entry.</param>
    /// <returns>Null if a newer version of Tango packed the archive in a layout that this version cannot read.</returns>
    /// <exception cref="InvalidDataException">It is not that of this entry, or contradicts itself.</exception>
    public static async Task<EntryMetadata?> ReadAsync(ArchiveMembers members, string uniqueId, CancellationToken cancellationToken)
    {
        if (await members.NextAsync(cancellationToken).ConfigureAwait(false) is not { Name: EntryLayout.Metadata } first)
            throw new InvalidDataException($"it does not begin with {EntryLayout.Metadata}");

        var metadata = EntryMetadataJson.Read(await members.ReadAsync(first, ArchiveLimits.Metadata, cancellationToken).ConfigureAwait(false));
        if (metadata is null)
            return null;

        if (metadata.UniqueId != uniqueId)
            throw new InvalidDataException($"it is the entry '{metadata.UniqueId}'");

        CheckNames(metadata);
        return metadata;
    }

    /// <summary>Refuses an entry for which the disk has no space, before it fills it. Steps that run at the same time need space too.</summary>
    /// <param name="directory">Full path of the entry's directory, which exists.</param>
    /// <exception cref="RemoteEntryException">There is not enough space.</exception>
    public static void CheckSpace(EntryMetadata metadata, string directory)
    {
        if (metadata.Files.FirstOrDefault(file => file.Size < 0) is { } negative)
            throw new InvalidDataException($"{negative.Name} has {negative.Size} bytes");

        // The sum of invented sizes may be larger than a long.
        var size = metadata.Files.Aggregate(Int128.Zero, (sum, file) => sum + file.Size);
        var free = FreeSpace.In(directory);
        if (size > free / 2)
            throw RemoteEntryException.Unusable($"its {size} bytes would take more than half of the {free} bytes that are free in '{directory}'");
    }

    // Two names that conflict cannot both be written, and the error would look like one of the disk.
    private static void CheckNames(EntryMetadata metadata)
    {
        var names = new HashSet<string>(PathComparison.Comparer);
        foreach (var file in metadata.Files)
        {
            if (file.Name.Contains('\0', StringComparison.Ordinal) || !names.Add(file.Name.TrimEnd('/')))
                throw new InvalidDataException($"'{file.Name}' is not a valid file name, or occurs twice");
        }

        names.ExceptWith(metadata.Files.Where(file => file.IsDirectory).Select(file => file.Name.TrimEnd('/')));
        if (metadata.Files.FirstOrDefault(file => FoldersOf(file.Name).Any(names.Contains)) is { } below)
            throw new InvalidDataException($"'{below.Name}' is below a file");

        if (EntryReader.FindLinkFault(metadata.Files.Select(file => KeyValuePair.Create(file.Name, file))) is { } fault)
            throw new InvalidDataException(fault);
    }

    private static IEnumerable<string> FoldersOf(string name)
    {
        var inside = name.TrimEnd('/');
        for (var end = inside.IndexOf('/', StringComparison.Ordinal); end >= 0; end = inside.IndexOf('/', end + 1))
            yield return inside[..end];
    }
}
