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

    // Files are stored unchanged: files that the entry's format compressed stay compressed.
    private static readonly FormatName AsStored = new("file", Compression.None);

    /// <summary>The name of an entry's archive.</summary>
    public static string NameOf(string uniqueId) => uniqueId + ".tar.zst";

    /// <summary>Packs an entry.</summary>
    /// <exception cref="IOException">The entry does not exist any more, or the destination is full.</exception>
    public static async Task PackAsync(string directory, EntryMetadata metadata, Stream destination, CancellationToken cancellationToken)
    {
        using var packed = CompressionStreams.ForWriting(destination, Packing);
        using var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        ImmutableArray<EntryFile> files = [.. metadata.Files.Select(file => file with { Name = ArchivedName(file) })];
        using var json = new MemoryStream(EntryMetadataJson.Write(metadata with { Files = files }).ToArray(), writable: false);
        await AddAsync(tar, EntryLayout.Metadata, json, metadata.Started, PermissionBits.Plain, cancellationToken).ConfigureAwait(false);
        // The metadata describes folders and links completely.
        foreach (var file in metadata.Files.Where(file => file.IsFile))
        {
            var mode = file.Mode ?? PermissionBits.Plain;
            await AddFileAsync(tar, MemberName(ArchivedName(file)), StoredName.PathIn(directory, file.Name), metadata.Started, mode, cancellationToken).ConfigureAwait(false);
        }

        var log = Path.Combine(directory, EntryLayout.Log);
        if (File.Exists(log))
            await AddFileAsync(tar, EntryLayout.Log, log, metadata.Started, PermissionBits.Plain, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates an entry from an archive. Every file is compared with the metadata before the entry becomes visible.</summary>
    /// <param name="uniqueId">The expected entry.</param>
    /// <param name="cache">The cache; the caller owns the id.</param>
    /// <param name="expected">The format that the step's identity contains; null: the one that is recorded.</param>
    /// <returns>False if a newer version of Tango packed it in a layout that this version cannot read.</returns>
    /// <exception cref="InvalidDataException">It is not an archive of this entry.</exception>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public static async Task<bool> UnpackAsync(
        Stream archive, string uniqueId, DirectoryStepCache cache, CancellationToken cancellationToken, ExpectedFormat? expected = null)
    {
        var directory = cache.PathForStep(uniqueId);
        var writer = new EntryWriter(cache.DirectoryPath, directory, AsStored, isReplacement: false);
        try
        {
            using var unpacked = CompressionStreams.ForReading(archive, Packing);
            using var tar = new TarReader(unpacked);
            if (await ReadMetadataAsync(tar, uniqueId, cancellationToken).ConfigureAwait(false) is not { } metadata)
                return false;

            // Nobody could use it, and it would be in the way of the result.
            ExpectedFormat.CheckIdentity(metadata);
            expected?.Check(metadata);
            await UnpackAsync(tar, metadata, writer, directory, cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync(metadata with { Files = writer.Files }).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            writer.Discard();
            if (IsCorruption(exception))
                throw new InvalidDataException(exception.Message.TrimEnd('.'), exception);

            throw;
        }
    }

    private static async Task<EntryMetadata?> ReadMetadataAsync(TarReader tar, string uniqueId, CancellationToken cancellationToken)
    {
        var first = await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
        if (first is not { Name: EntryLayout.Metadata, EntryType: TarEntryType.RegularFile })
            throw new InvalidDataException($"it does not begin with {EntryLayout.Metadata}");

        var metadata = CheckNames(EntryMetadataJson.Read(await ReadAsync(first, cancellationToken).ConfigureAwait(false)));
        return metadata is null || metadata.UniqueId == uniqueId ? metadata : throw new InvalidDataException($"it is the entry '{metadata.UniqueId}'");
    }

    // Two names that conflict cannot both be written, and the error would look like one of the disk.
    private static EntryMetadata? CheckNames(EntryMetadata? metadata)
    {
        var names = new HashSet<string>(PathComparison.Comparer);
        foreach (var file in metadata?.Files ?? [])
        {
            if (!names.Add(file.Name))
                throw new InvalidDataException($"two files are named '{file.Name}'");
        }

        if (metadata?.Files.FirstOrDefault(file => FoldersOf(file.Name).Any(names.Contains)) is { } below)
            throw new InvalidDataException($"'{below.Name}' is below a file");

        if (metadata is not null && EntryReader.FindLinkFault(metadata.Files.Select(file => KeyValuePair.Create(file.Name, file))) is { } fault)
            throw new InvalidDataException(fault);

        return metadata;
    }

    private static IEnumerable<string> FoldersOf(string name)
    {
        for (var end = name.IndexOf('/', StringComparison.Ordinal); end >= 0; end = name.IndexOf('/', end + 1))
            yield return name[..end];
    }

    private static async Task UnpackAsync(TarReader tar, EntryMetadata metadata, EntryWriter writer, string directory, CancellationToken cancellationToken)
    {
        foreach (var folder in metadata.Files.Where(file => file.IsDirectory))
            writer.CreateDirectory(folder.Name, folder.Mode);

        byte[]? log = null;
        var expected = metadata.Files.Where(file => file.IsFile).ToDictionary(file => MemberName(file.Name), StringComparer.Ordinal);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } member)
        {
            if (member.EntryType == TarEntryType.RegularFile && expected.Remove(member.Name, out var file))
                await UnpackAsync(member, file, writer, cancellationToken).ConfigureAwait(false);
            else if (member.Name == EntryLayout.Log)
                log = await ReadAsync(member, cancellationToken).ConfigureAwait(false);
        }

        // After all possible targets exist.
        foreach (var link in metadata.Files.Where(file => file.LinkTarget is not null))
            writer.CreateLink(link.Name, link.LinkTarget!);

        Compare(metadata.Files, writer.Files);
        if (log is not null)
            WriteLog(directory, log);
    }

    private static async Task UnpackAsync(TarEntry member, EntryFile file, EntryWriter writer, CancellationToken cancellationToken)
    {
        using var unpacked = writer.Create(file.Name, file.Mode);
        await CopyAsync(member, unpacked, cancellationToken).ConfigureAwait(false);
    }

    private static void Compare(ImmutableArray<EntryFile> recorded, ImmutableArray<EntryFile> unpacked)
    {
        // Whether permission bits were kept is a matter of each file system.
        var found = unpacked.Select(file => file with { HasItsMode = true }).ToHashSet();
        if (recorded.FirstOrDefault(file => !found.Contains(file with { HasItsMode = true })) is { } other)
            throw new InvalidDataException($"{other.Name} is missing or has changed");
    }

    private static async Task<byte[]> ReadAsync(TarEntry member, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await CopyAsync(member, content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    private static Task CopyAsync(TarEntry member, Stream destination, CancellationToken cancellationToken) =>
        member.DataStream is { } data ? data.CopyToAsync(destination, cancellationToken) : Task.CompletedTask;

    private static async Task AddFileAsync(
        TarWriter tar, string name, string path, DateTimeOffset time, UnixFileMode mode, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        await AddAsync(tar, name, file, time, mode, cancellationToken).ConfigureAwait(false);
    }

    // Without data about the machine and the user that packs it.
    private static Task AddAsync(TarWriter tar, string name, Stream content, DateTimeOffset time, UnixFileMode mode, CancellationToken cancellationToken) => tar.WriteEntryAsync(
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = time, Mode = mode },
        cancellationToken);

    // Not flushed to disk, as in other writes of logs: it is only for users.
    private static void WriteLog(string directory, byte[] log)
    {
        try
        {
            File.WriteAllBytes(Path.Combine(directory, EntryLayout.Log), log);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(directory, exception);
        }
    }

    private static bool IsCorruption(Exception exception) =>
        exception is InvalidDataException or EntryUnusableException or FormatException or EndOfStreamException or ArgumentException || ZstandardLibrary.IsCorruption(exception);

    // .NET writes names with line ends but cannot read them.
    private static string MemberName(string name) =>
        name.Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal);

    private static string ArchivedName(EntryFile file) => StoredName.Given(file.Name, suffix: "");
}
