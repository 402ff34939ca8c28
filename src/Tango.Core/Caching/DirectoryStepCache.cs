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
/// Storing writes the files under hidden names, flushes them to the disk and renames them; then <c>metadata.json</c> in the same way. Its presence
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
    /// <param name="formats">Where formats are found; left out, there are the built-in ones.</param>
    public DirectoryStepCache(string path, FormatRegistry? formats = null)
    {
        if (!System.IO.Path.IsPathFullyQualified(path))
        {
            throw new ArgumentException($"'{path}' is not a full path.", nameof(path));
        }

        Path = path;
        _formats = formats ?? new FormatRegistry();
        _damaged = new DamagedEntries(path);
    }

    /// <summary>The full path of the directory.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override int Count
    {
        get
        {
            if (!Directory.Exists(Path))
            {
                return 0;
            }

            var count = 0;
            foreach (var entry in Directory.EnumerateDirectories(Path))
            {
                var isEntry = System.IO.Path.GetFileName(entry.AsSpan())[0] != '.';
                count += isEntry && File.Exists(MetadataPath(entry)) ? 1 : 0;
            }

            return count;
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
        var directory = PathForStep(uniqueId);
        while (ReadMetadata(directory) is { } json)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (read, damage) = await ReadAsync(uniqueId, json, type, cancellationToken).ConfigureAwait(false);
            if (damage is null)
            {
                return read;
            }

            // Somebody may have removed or replaced the entry meanwhile: then it is looked at again.
            if (ReadMetadata(directory) is { } now && now.AsSpan().SequenceEqual(json)
                && _damaged.SetAside(uniqueId, json, isOwned: _owned.ContainsKey(uniqueId)) is { } place)
            {
                return new(CacheReadState.Damaged, Damage: $"{damage}; {place}");
            }
        }

        return CacheRead.Missing;
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
            await WriteAsync(metadata, result, type, writer, cancellationToken).ConfigureAwait(false);
            if (!isReplacement && HoldsKnownEntry(directory))
            {
                // As above, while the result was written.
                writer.Discard();
                return;
            }

            writer.Complete(metadata with
            {
                SchemaVersion = EntryMetadataJson.SchemaVersion,
                FormatVersion = format.Version,
                IsNull = result is null,
                Files = writer.Files,
            });
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
            var ownership = new EntryOwnership(uniqueId, directory, taken, _owned);
            if (!Contains(uniqueId))
            {
                EntrySweep.RemoveAllBut(directory, [EntryLayout.Lock, EntryLayout.Log, EntryLayout.Work]);
            }

            return ownership;
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

    private async ValueTask<(CacheRead Read, string? Damage)> ReadAsync(string uniqueId, byte[] json, Type type, CancellationToken cancellationToken)
    {
        try
        {
            if (EntryMetadataJson.Read(json) is not { } metadata)
            {
                return (CacheRead.Missing, null);
            }

            if (metadata.UniqueId != uniqueId)
            {
                return (CacheRead.Missing, $"{EntryLayout.Metadata} is that of '{metadata.UniqueId}'");
            }

            var name = FormatName.Parse(metadata.Format);
            var reader = new EntryReader(PathForStep(uniqueId), metadata, name);
            if (reader.FindDamage(cancellationToken) is { } damage)
            {
                return (CacheRead.Missing, damage);
            }

            return (CacheRead.Found(metadata.IsNull ? null : await _formats.Find(name).ReadAsync(type, reader, cancellationToken).ConfigureAwait(false)), null);
        }
        catch (Exception exception) when (exception is InvalidDataException or System.Text.Json.JsonException or NotSupportedException or ResultNotStorableException)
        {
            // Stored whole, yet not what the step now declares: recomputing is the way out here too.
            return (CacheRead.Missing, exception.Message);
        }
    }

    private async ValueTask WriteAsync(EntryMetadata metadata, object? result, Type type, EntryWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            if (result is not null)
            {
                await _formats.Find(FormatName.Parse(metadata.Format)).WriteAsync(result, type, writer, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
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
