using System.Collections.Concurrent;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;

namespace Tango.Caching;

/// <summary>
/// Keeps results in a directory, for builds, branches, projects and machines to share: <c>&lt;path&gt;/&lt;unique id&gt;/</c> with the result's files,
/// <c>metadata.json</c> and <c>log.txt</c>. The directory is the only truth: anyone may remove an entry at any time.
/// </summary>
/// <remarks>
/// Storing writes the files and <c>metadata.json</c> under hidden names, flushes them to the disk and then renames them, <c>metadata.json</c> last. Its presence
/// is the entry's completeness, so a writer that is killed at any moment leaves nothing that a reader sees. A replacement's files lie beside the old
/// ones until the new metadata names them. Directories are not flushed: after a power failure an entry may be missing, or, being verified when read,
/// set aside; it is never served broken.
/// </remarks>
public sealed class DirectoryStepCache : StepCache
{
    private readonly FormatRegistry _formats;
    private readonly DamagedEntries _damaged;
    private readonly ConcurrentDictionary<string, FileLock> _owned = new(StringComparer.Ordinal);

    /// <summary>Opens a cache; the directory is created when something is stored.</summary>
    /// <param name="path">The full path of the directory.</param>
    /// <param name="formats">Where formats are found; left out, there are the built-in ones and those whose types are loaded.</param>
    public DirectoryStepCache(string path, FormatRegistry? formats = null)
    {
        if (!System.IO.Path.IsPathFullyQualified(path))
        {
            throw new ArgumentException($"'{path}' is not a full path.", nameof(path));
        }

        Path = path;
        _formats = formats ?? LoadedFormats.Registry;
        _damaged = new DamagedEntries(path);
    }

    /// <summary>The full path of the directory.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    internal override FormatRegistry Formats => _formats;

    /// <inheritdoc/>
    public override int Count => UniqueIds().Count();

    /// <summary>The unique ids of all complete entries, in no order.</summary>
    public IEnumerable<string> UniqueIds()
    {
        if (!Directory.Exists(Path))
        {
            yield break;
        }

        foreach (var entry in Directory.EnumerateDirectories(Path))
        {
            var name = System.IO.Path.GetFileName(entry);
            if (name[0] != '.' && File.Exists(MetadataPath(entry)))
            {
                yield return name;
            }
        }
    }

    /// <summary>Removes an entry, complete or not, with its work directory.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <returns>False when there is none, or when somebody owns it: it is in the making.</returns>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public bool Remove(string uniqueId)
    {
        try
        {
            return EntryRemoval.TryRemove(PathForStep(uniqueId));
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(Path, exception);
        }
    }

    /// <inheritdoc/>
    public override bool Contains(string uniqueId) => File.Exists(MetadataPath(PathForStep(uniqueId)));

    /// <inheritdoc/>
    public override string PathForStep(string uniqueId)
    {
        EntryLayout.CheckUniqueId(uniqueId);
        return System.IO.Path.Combine(Path, uniqueId);
    }

    /// <inheritdoc/>
    public override EntryMetadata? TryGetMetadata(string uniqueId)
    {
        try
        {
            return ReadMetadata(PathForStep(uniqueId)) is { } json ? EntryMetadataJson.Read(json) : null;
        }
        catch (InvalidDataException)
        {
            // Whoever reads the result is told; here only a readable entry counts.
            return null;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// An entry written by a newer version of Tango in a layout this one does not know is missing, and left alone; storing the result again replaces it
    /// by one that both versions read.
    /// </remarks>
    public override async ValueTask<CacheRead> TryGetAsync(string uniqueId, Type type, CancellationToken cancellationToken = default)
    {
        object? value = null;
        var (state, damage) = await UseAsync(
            uniqueId,
            async (metadata, reader) => value = metadata.IsNull
                ? null
                : await FormatOf(metadata).ReadAsync(type, reader, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return state switch
        {
            CacheReadState.Found => CacheRead.Found(value),
            CacheReadState.Damaged => new(state, Damage: damage),
            _ => CacheRead.Missing,
        };
    }

    /// <summary>Compares an entry's files with what its metadata says of them, and sets the entry aside when they differ.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Found, without a value, when the entry is sound.</returns>
    public async ValueTask<CacheRead> VerifyAsync(string uniqueId, CancellationToken cancellationToken = default)
    {
        var (state, damage) = await UseAsync(uniqueId, (_, _) => ValueTask.CompletedTask, cancellationToken).ConfigureAwait(false);
        return new CacheRead(state, Damage: damage);
    }

    /// <summary>Says what is wrong with an entry, and leaves it as it is.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when the entry is sound, or not there.</returns>
    public string? FindDamage(string uniqueId, CancellationToken cancellationToken = default)
    {
        var directory = PathForStep(uniqueId);
        try
        {
            if (ReadMetadata(directory) is { } json && EntryMetadataJson.Read(json) is { } metadata)
            {
                OpenVerified(uniqueId, directory, metadata, cancellationToken);
            }

            return null;
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>
    /// Makes the files of a stored result available elsewhere, verified and decompressed. Each is written beside its place and renamed; one that has the same
    /// content already is not touched. Editing it never touches the cache.
    /// </summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="destination">
    /// A full path. A result of one file (<c>json</c>, <c>jsonl</c>, <c>text</c>, <c>bytes</c>, <c>file</c>) is put there, or, when this is an existing directory or ends with a
    /// directory separator, in there under its stored name. A result of several files, or a <c>directory</c>, is put below it; files of others there stay.
    /// </param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="IOException">The destination cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the destination is denied.</exception>
    public ValueTask<ExportedResult> ExportAsync(string uniqueId, string destination, CancellationToken cancellationToken = default) =>
        ExportAsync(uniqueId, destination, mayReplace: null, cancellationToken);

    /// <summary>The same, asking before a file of other content is replaced.</summary>
    /// <exception cref="ExportRefusedException">It may not be; nothing was written.</exception>
    internal async ValueTask<ExportedResult> ExportAsync(
        string uniqueId,
        string destination,
        Func<string, bool>? mayReplace,
        CancellationToken cancellationToken)
    {
        ExportedResult? exported = null;
        var (state, damage) = await UseAsync(
            uniqueId,
            async (_, reader) => exported = await new ResultExport(reader, mayReplace).ToAsync(destination, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return exported ?? new(state, [], Damage: damage);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Takes the id's ownership for itself unless this cache has it (<see cref="AcquireAsync"/>). Writes on the calling thread. When it returns, the entry's
    /// directory holds the result, its metadata and its log, nothing else: the work directory is removed, so a result of files is read from the cache from then on.
    /// </remarks>
    public override async ValueTask PutAsync(
        EntryMetadata metadata,
        object? result,
        Type type,
        bool replace = false,
        CancellationToken cancellationToken = default)
    {
        var directory = PathForStep(metadata.UniqueId);
        var name = FormatName.Parse(metadata.Format);
        var format = _formats.Find(name);
        var ownership = _owned.ContainsKey(metadata.UniqueId)
            ? null
            : await AcquireAsync(metadata.UniqueId, null, cancellationToken).ConfigureAwait(false);
        try
        {
            var isReplacement = HoldsKnownEntry(directory);
            if (isReplacement && !replace)
            {
                if (LostOwnership(metadata.UniqueId))
                {
                    return;
                }

                throw new InvalidOperationException($"The cache already holds '{metadata.UniqueId}'.");
            }

            var writer = new EntryWriter(Path, directory, name, isReplacement);
            var completed = await WriteAsync(metadata, result, type, writer, cancellationToken).ConfigureAwait(false);
            if (!isReplacement && HoldsKnownEntry(directory))
            {
                // As above, while the result was written.
                writer.Discard();
                return;
            }

            await writer.CompleteAsync(completed with
            {
                SchemaVersion = EntryMetadataJson.SchemaVersion,
                FormatVersion = format.Version,
                IsNull = result is null,
                Files = writer.Files,
            }).ConfigureAwait(false);
        }
        finally
        {
            if (ownership is not null)
            {
                await ownership.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The lock is a file in the entry's directory, see <see cref="FileLock"/>. A new owner of an incomplete entry removes what an earlier one left, except the log and the
    /// work directory. Removing an entry by hand while it is owned lets a second owner in: both run, and the first to finish is kept.
    /// </remarks>
    public override async ValueTask<IAsyncDisposable> AcquireAsync(
        string uniqueId,
        Action? onWaiting = null,
        CancellationToken cancellationToken = default)
    {
        var directory = PathForStep(uniqueId);
        try
        {
            var taken = await FileLock.TakeAsync(System.IO.Path.Combine(directory, EntryLayout.Lock), onWaiting, cancellationToken).ConfigureAwait(false);
            if (!Contains(uniqueId))
            {
                EntrySweep.RemoveAllBut(directory, [EntryLayout.Lock, EntryLayout.Log, EntryLayout.Work]);
            }

            return new EntryOwnership(uniqueId, directory, taken, _owned);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(Path, exception);
        }
    }

    private static string MetadataPath(string directory) => System.IO.Path.Combine(directory, EntryLayout.Metadata);

    private static byte[]? ReadMetadata(string directory)
    {
        var path = MetadataPath(directory);
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static bool HoldsKnownEntry(string directory)
    {
        try
        {
            return ReadMetadata(directory) is { } json && EntryMetadataJson.Read(json) is not null;
        }
        catch (InvalidDataException)
        {
            // Damaged, but there: only a reader sets it aside.
            return true;
        }
    }

    // The entry was removed by hand while it was owned, so somebody else came to own and to store it.
    private bool LostOwnership(string uniqueId) => _owned.TryGetValue(uniqueId, out var taken) && !taken.IsInPlace;

    // Reads the metadata, verifies the files and hands both on; sets aside what is damaged.
    private async ValueTask<(CacheReadState State, string? Damage)> UseAsync(
        string uniqueId,
        Func<EntryMetadata, EntryReader, ValueTask> use,
        CancellationToken cancellationToken)
    {
        var directory = PathForStep(uniqueId);
        while (ReadMetadata(directory) is { } json)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (EntryMetadataJson.Read(json) is not { } metadata)
                {
                    return (CacheReadState.Missing, null);
                }

                await use(metadata, OpenVerified(uniqueId, directory, metadata, cancellationToken)).ConfigureAwait(false);
                return (CacheReadState.Found, null);
            }
            catch (EntryRemovedException exception) when (exception.UniqueId == uniqueId)
            {
                // Verified, and gone before it was opened: it is looked at again.
            }
            catch (Exception exception) when (IsDamage(exception))
            {
                // Somebody may have removed or replaced the entry meanwhile: then it is looked at again.
                if (ReadMetadata(directory) is { } now && now.AsSpan().SequenceEqual(json)
                    && _damaged.SetAside(uniqueId, json, isOwned: _owned.ContainsKey(uniqueId)) is { } place)
                {
                    return (CacheReadState.Damaged, $"{exception.Message}; {place}");
                }
            }
        }

        return (CacheReadState.Missing, null);
    }

    private Format FormatOf(EntryMetadata metadata)
    {
        var format = _formats.Find(FormatName.Parse(metadata.Format));
        return format.Version == metadata.FormatVersion
            ? format
            : throw new InvalidDataException($"version {metadata.FormatVersion} of the format '{format.Name}' wrote it, and this is version {format.Version}");
    }

    // Besides real damage: what is stored whole, yet is not what the step declares now. Recomputing is the way out there too.
    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or System.Text.Json.JsonException or NotSupportedException or ResultNotStorableException;

    private static EntryReader OpenVerified(string uniqueId, string directory, EntryMetadata metadata, CancellationToken cancellationToken)
    {
        if (metadata.UniqueId != uniqueId)
        {
            throw new InvalidDataException($"{EntryLayout.Metadata} is that of '{metadata.UniqueId}'");
        }

        var reader = new EntryReader(directory, metadata, FormatName.Parse(metadata.Format));
        return reader.FindDamage(cancellationToken) is { } damage ? throw new InvalidDataException(damage) : reader;
    }

    private async ValueTask<EntryMetadata> WriteAsync(EntryMetadata metadata, object? result, Type type, EntryWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            if (result is not null)
            {
                await _formats.Find(FormatName.Parse(metadata.Format)).WriteAsync(result, type, writer, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return await metadata.CompleteAsync().ConfigureAwait(false);
        }
        catch (ResultNotStorableException exception)
        {
            writer.Discard();
            throw NotStorable(metadata, exception);
        }
        catch
        {
            writer.Discard();
            throw;
        }
    }

    private static TangoException NotStorable(EntryMetadata metadata, Exception exception) =>
        new(Descriptors.ResultNotStorable.Of(new DiagnosticSubject(Step: metadata.Step), metadata.Step, exception.Message), exception);
}
