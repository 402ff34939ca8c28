using System.Collections.Immutable;
using System.Formats.Tar;
using Tango.Caching.Entries;
using Tango.Formats;
using Tango.Formats.Compressed;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>
/// A complete entry as one file, <c>UNIQUE-ID.tar.zst</c>: <c>metadata.json</c>, the result's files by their stored names, <c>log.txt</c>.
/// </summary>
internal static class EntryArchive
{
    private const Compression Packing = Compression.Zstandard;

    /// <summary>The name of an entry's archive.</summary>
    public static string NameOf(string uniqueId) => uniqueId + ".tar.zst";

    /// <summary>The metadata as an archive has them; null if they are too long to be read again: then all of them are in memory.</summary>
    public static byte[]? RecordOf(EntryMetadata metadata)
    {
        var json = EntryMetadataJson.Write(metadata with { Files = [.. metadata.Files.Select(file => file with { Name = StoredName.WithoutGeneration(file.Name) })] });
        return json.Length <= ArchiveLimits.Metadata ? json.ToArray() : null;
    }

    /// <summary>Packs an entry. A log that is too long is left out.</summary>
    /// <param name="record">The metadata as the archive has them.</param>
    /// <exception cref="IOException">The entry does not exist any more, or the destination is full.</exception>
    public static async Task PackAsync(string directory, EntryMetadata metadata, byte[] record, Stream destination, CancellationToken cancellationToken)
    {
        using var packed = CompressionStreams.ForWriting(destination, Packing);
        using var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        using var json = new MemoryStream(record, writable: false);
        await AddAsync(tar, EntryLayout.Metadata, json, metadata.Started, PermissionBits.Plain, cancellationToken).ConfigureAwait(false);
        // The metadata describes folders and links completely.
        foreach (var file in metadata.Files.Where(file => file.IsFile))
        {
            var mode = file.Mode ?? PermissionBits.Plain;
            await AddFileAsync(tar, MemberName(StoredName.WithoutGeneration(file.Name)), StoredName.PathIn(directory, file.Name), metadata.Started, mode, cancellationToken).ConfigureAwait(false);
        }

        var log = Path.Combine(directory, EntryLayout.Log);
        if (FileStatus.ReadLink(log) is { Kind: FileKind.Regular, Stamp.Size: <= ArchiveLimits.Log })
            await AddFileAsync(tar, EntryLayout.Log, log, metadata.Started, PermissionBits.Plain, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates the files of an entry from an archive. Every file was compared with the metadata before the metadata is written.</summary>
    /// <param name="uniqueId">The expected entry.</param>
    /// <param name="directory">Full path of an empty folder that nobody else sees yet. Its files are not flushed to the disk.</param>
    /// <param name="expected">The format that the step's identity contains; null: the one that is recorded.</param>
    /// <returns>Its metadata; null if a newer version of Tango packed it in a layout that this version cannot read.</returns>
    /// <exception cref="InvalidDataException">It is not an archive of this entry. Other exceptions may mean that as well, see <see cref="RemoteBoundary"/>.</exception>
    /// <exception cref="RemoteEntryException">There is not enough space for it.</exception>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public static async Task<EntryMetadata?> UnpackAsync(
        Stream archive, string uniqueId, string directory, CancellationToken cancellationToken, ExpectedFormat? expected = null)
    {
        var writer = new EntryWriter(Path.GetDirectoryName(directory)!, directory, EntryWriter.AsStored, isReplacement: false, isUnseen: true);
        using var metered = new MeteredStream(CompressionStreams.ForReading(archive, Packing));
        using var members = new ArchiveMembers(metered);
        if (await ArchiveRecord.ReadAsync(members, uniqueId, cancellationToken).ConfigureAwait(false) is not { } metadata)
            return null;

        // Nobody could use it, and it would be in the way of the result.
        ExpectedFormat.CheckIdentity(metadata);
        CheckFormat(metadata, expected);
        ArchiveRecord.CheckSpace(metadata, directory);
        await UnpackAsync(members, metadata, writer, directory, cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(metadata with { Files = writer.Files }).ConfigureAwait(false);
        return metadata;
    }

    private static void CheckFormat(EntryMetadata metadata, ExpectedFormat? expected)
    {
        try
        {
            expected?.Check(metadata);
        }
        catch (EntryUnusableException exception)
        {
            throw RemoteEntryException.Unreadable(exception.Message, "Use the version of Tango that packed it, or delete it there.", exception);
        }
    }

    private static async Task UnpackAsync(ArchiveMembers members, EntryMetadata metadata, EntryWriter writer, string directory, CancellationToken cancellationToken)
    {
        foreach (var folder in metadata.Files.Where(file => file.IsDirectory))
            writer.CreateDirectory(folder.Name, folder.Mode);

        byte[]? log = null;
        var expected = metadata.Files.Where(file => file.IsFile).ToDictionary(file => MemberName(file.Name), StringComparer.Ordinal);
        while (await members.NextAsync(cancellationToken).ConfigureAwait(false) is { } member)
        {
            if (expected.Remove(member.Name, out var file))
                await UnpackAsync(members, member, file, writer, cancellationToken).ConfigureAwait(false);
            else if (member.Name == EntryLayout.Log && log is null)
                log = await members.ReadAsync(member, ArchiveLimits.Log, cancellationToken).ConfigureAwait(false);
            else
                throw new InvalidDataException($"{EntryLayout.Metadata} does not name '{member.Name}', or it is there twice");
        }

        if (expected.Values.FirstOrDefault() is { } missing)
            throw new InvalidDataException($"{missing.Name} is missing");

        // After all possible targets exist.
        foreach (var link in metadata.Files.Where(file => file.LinkTarget is not null))
            writer.CreateLink(link.Name, link.LinkTarget!);

        Compare(metadata.Files, writer.Files);
        if (log is not null)
            WriteLog(directory, log);
    }

    private static async Task UnpackAsync(ArchiveMembers members, TarEntry member, EntryFile file, EntryWriter writer, CancellationToken cancellationToken)
    {
        if (member.Length != file.Size)
            throw new InvalidDataException($"{file.Name} has {member.Length} bytes instead of {file.Size}");

        using var unpacked = writer.Create(file.Name, file.Mode);
        await members.CopyAsync(member, unpacked, cancellationToken).ConfigureAwait(false);
    }

    private static void Compare(ImmutableArray<EntryFile> recorded, ImmutableArray<EntryFile> unpacked)
    {
        // Whether permission bits were kept is a matter of each file system.
        var found = unpacked.Select(file => file with { HasItsMode = true }).ToHashSet();
        if (recorded.FirstOrDefault(file => !found.Contains(file with { HasItsMode = true })) is { } other)
            throw new InvalidDataException($"{other.Name} is missing or has changed");
    }

    private static async Task AddFileAsync(
        TarWriter tar, string name, string path, DateTimeOffset time, UnixFileMode mode, CancellationToken cancellationToken)
    {
        SpecialFile.Refuse(path);
        using var file = SharedReading.Open(path);
        await AddAsync(tar, name, file, time, mode, cancellationToken).ConfigureAwait(false);
    }

    // Without data about the machine and the user that packs it.
    private static Task AddAsync(TarWriter tar, string name, Stream content, DateTimeOffset time, UnixFileMode mode, CancellationToken cancellationToken) => tar.WriteEntryAsync(
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = time, Mode = mode },
        cancellationToken);

    private static void WriteLog(string directory, byte[] log)
    {
        try
        {
            using var file = new FileStream(Path.Combine(directory, EntryLayout.Log), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            SharedMode.Apply(file.SafeFileHandle, directory, isReplaced: true);
            file.Write(log);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(Path.GetDirectoryName(directory)!, exception);
        }
    }

    // .NET writes names with line ends but cannot read them.
    private static string MemberName(string name) =>
        name.Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal);
}
