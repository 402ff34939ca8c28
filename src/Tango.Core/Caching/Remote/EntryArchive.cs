using System.Collections.Immutable;
using System.Formats.Tar;
using Tango.Formats;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>
/// A complete entry as one file, <c>UNIQUE-ID.tar.zst</c>: <c>metadata.json</c>, the result's files by their stored names, <c>log.txt</c>.
/// </summary>
internal static class EntryArchive
{
    private const Compression Packing = Compression.Zstandard;

    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // Files are stored as they are: what the entry's format compressed stays compressed.
    private static readonly FormatName AsStored = new("file", Compression.None);

    /// <summary>The name of an entry's archive.</summary>
    /// <param name="uniqueId">The entry.</param>
    public static string NameOf(string uniqueId) => uniqueId + ".tar.zst";

    /// <summary>Packs an entry.</summary>
    /// <param name="directory">The entry's directory.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="destination">Takes the archive.</param>
    /// <param name="cancellationToken">Ends the packing.</param>
    /// <exception cref="IOException">The entry is not there any more, or the destination is full.</exception>
    public static async Task PackAsync(string directory, EntryMetadata metadata, Stream destination, CancellationToken cancellationToken)
    {
        using var packed = CompressionStreams.ForWriting(destination, Packing);
        using var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        ImmutableArray<EntryFile> files = [.. metadata.Files.Select(file => file with { Name = ArchivedName(file) })];
        using var json = new MemoryStream(EntryMetadataJson.Write(metadata with { Files = files }).ToArray(), writable: false);
        await AddAsync(tar, EntryLayout.Metadata, json, metadata.Started, Plain, cancellationToken).ConfigureAwait(false);
        foreach (var file in metadata.Files.Where(file => !file.Name.EndsWith('/')))
        {
            await AddFileAsync(tar, ArchivedName(file), StoredName.PathIn(directory, file.Name), metadata.Started, cancellationToken).ConfigureAwait(false);
        }

        var log = Path.Combine(directory, EntryLayout.Log);
        if (File.Exists(log))
        {
            await AddFileAsync(tar, EntryLayout.Log, log, metadata.Started, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes an entry of an archive. Every file is compared with what the metadata says of it before the entry becomes visible.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="uniqueId">The entry it should hold.</param>
    /// <param name="cache">The full path of the cache, where the caller owns the id.</param>
    /// <param name="cancellationToken">Ends the unpacking.</param>
    /// <returns>False when a newer version of Tango packed it in a layout that this one does not know.</returns>
    /// <exception cref="InvalidDataException">It is not an archive of the entry.</exception>
    /// <exception cref="Diagnostics.TangoException">The cache cannot be written.</exception>
    public static async Task<bool> UnpackAsync(Stream archive, string uniqueId, DirectoryStepCache cache, CancellationToken cancellationToken)
    {
        var directory = cache.PathForStep(uniqueId);
        var writer = new EntryWriter(cache.Path, directory, AsStored, isReplacement: false);
        try
        {
            using var unpacked = CompressionStreams.ForReading(archive, Packing);
            using var tar = new TarReader(unpacked);
            if (await ReadMetadataAsync(tar, uniqueId, cancellationToken).ConfigureAwait(false) is not { } metadata)
            {
                return false;
            }

            await UnpackAsync(tar, metadata, writer, directory, cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync(metadata with { Files = writer.Files }).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            writer.Discard();
            if (IsDamage(exception))
            {
                throw new InvalidDataException(exception.Message.TrimEnd('.'), exception);
            }

            throw;
        }
    }

    private static async Task<EntryMetadata?> ReadMetadataAsync(TarReader tar, string uniqueId, CancellationToken cancellationToken)
    {
        var first = await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
        if (first is not { Name: EntryLayout.Metadata, EntryType: TarEntryType.RegularFile })
        {
            throw new InvalidDataException($"it does not begin with {EntryLayout.Metadata}");
        }

        var metadata = CheckNames(EntryMetadataJson.Read(await ReadAsync(first, cancellationToken).ConfigureAwait(false)));
        return metadata is null || metadata.UniqueId == uniqueId ? metadata : throw new InvalidDataException($"it holds '{metadata.UniqueId}'");
    }

    // Two files that get in each other's way cannot be written, which would look like a disk that refuses.
    private static EntryMetadata? CheckNames(EntryMetadata? metadata)
    {
        var names = new HashSet<string>(PathComparison.Comparer);
        foreach (var file in metadata?.Files ?? [])
        {
            if (!names.Add(file.Name))
            {
                throw new InvalidDataException($"two files are called '{file.Name}'");
            }
        }

        if (metadata?.Files.FirstOrDefault(file => FoldersOf(file.Name).Any(names.Contains)) is { } below)
        {
            throw new InvalidDataException($"'{below.Name}' lies below a file");
        }

        return metadata;
    }

    private static IEnumerable<string> FoldersOf(string name)
    {
        for (var end = name.IndexOf('/', StringComparison.Ordinal); end >= 0; end = name.IndexOf('/', end + 1))
        {
            yield return name[..end];
        }
    }

    private static async Task UnpackAsync(TarReader tar, EntryMetadata metadata, EntryWriter writer, string directory, CancellationToken cancellationToken)
    {
        foreach (var folder in metadata.Files.Where(file => file.Name.EndsWith('/')))
        {
            writer.CreateDirectory(folder.Name);
        }

        byte[]? log = null;
        var expected = metadata.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } member)
        {
            if (member.EntryType == TarEntryType.RegularFile && expected.Remove(member.Name))
            {
                await UnpackAsync(member, writer, cancellationToken).ConfigureAwait(false);
            }
            else if (member.Name == EntryLayout.Log)
            {
                log = await ReadAsync(member, cancellationToken).ConfigureAwait(false);
            }
        }

        Compare(metadata.Files, writer.Files);
        if (log is not null)
        {
            WriteLog(directory, log);
        }
    }

    private static async Task UnpackAsync(TarEntry member, EntryWriter writer, CancellationToken cancellationToken)
    {
        using var file = writer.Create(member.Name, isExecutable: (member.Mode & UnixFileMode.UserExecute) != 0);
        await CopyAsync(member, file, cancellationToken).ConfigureAwait(false);
    }

    private static void Compare(ImmutableArray<EntryFile> recorded, ImmutableArray<EntryFile> unpacked)
    {
        var found = unpacked.ToHashSet();
        if (recorded.FirstOrDefault(file => !found.Contains(file)) is { } other)
        {
            throw new InvalidDataException($"{other.Name} is missing, or not what was stored");
        }
    }

    private static async Task<byte[]> ReadAsync(TarEntry member, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await CopyAsync(member, content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    private static Task CopyAsync(TarEntry member, Stream destination, CancellationToken cancellationToken) =>
        member.DataStream is { } data ? data.CopyToAsync(destination, cancellationToken) : Task.CompletedTask;

    private static async Task AddFileAsync(TarWriter tar, string name, string path, DateTimeOffset time, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var mode = OperatingSystem.IsWindows() ? Plain : File.GetUnixFileMode(file.SafeFileHandle);
        await AddAsync(tar, name, file, time, mode, cancellationToken).ConfigureAwait(false);
    }

    // Nothing of the machine and the user that packs it.
    private static Task AddAsync(TarWriter tar, string name, Stream content, DateTimeOffset time, UnixFileMode mode, CancellationToken cancellationToken) => tar.WriteEntryAsync(
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = time, Mode = mode },
        cancellationToken);

    // Not flushed to the disk, as no log is: it is for people to read.
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

    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or FormatException or EndOfStreamException or ArgumentException || ZstandardLibrary.IsDamage(exception);

    private static string ArchivedName(EntryFile file) => StoredName.Given(file.Name, suffix: "");
}
