using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Caching.Exports;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;

namespace Tango;

/// <summary>
/// Keeps results in a directory, for builds, branches, projects and machines to share: <c>&lt;path&gt;/&lt;unique id&gt;/</c> with the result's files,
/// <c>metadata.json</c> and <c>log.txt</c>. The directory is the only truth: anyone may remove an entry at any time.
/// </summary>
/// <remarks>
/// Storing writes the files and <c>metadata.json</c> under hidden names, flushes them to the disk and then renames them, <c>metadata.json</c> last. Its presence
/// is the entry's completeness, so a writer that is killed at any moment leaves nothing that a reader sees. A replacement's files are next to the old
/// ones until the new metadata names them. Directories are not flushed: after a power failure an entry may be missing, or, being verified when read,
/// quarantined; a corrupt entry is never returned. What comes from a remote cache, and can come again, is made in a folder of its own, not flushed, and renamed as a whole.
/// </remarks>
public sealed class DirectoryStepCache : StepCache
{
    private readonly FormatRegistry _formats;
    private readonly VerifiedEntries _entries;
    private readonly ConcurrentDictionary<string, EntryOwnership> _owned = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _redirected = new(StringComparer.Ordinal);

    /// <summary>Opens a cache; the directory is created when something is stored.</summary>
    /// <param name="directoryPath">The full path of the directory; it need not exist.</param>
    /// <param name="formats">Where formats are found; left out, there are the built-in ones and those whose types are loaded.</param>
    /// <exception cref="ArgumentException">The path is not a full path.</exception>
    public DirectoryStepCache(string directoryPath, FormatRegistry? formats = null)
    {
        if (!Path.IsPathFullyQualified(directoryPath))
            throw new ArgumentException($"'{directoryPath}' is not a full path.", nameof(directoryPath));

        DirectoryPath = directoryPath;
        _formats = formats ?? LoadedFormats.Registry;
        _entries = new VerifiedEntries(new CorruptEntries(directoryPath), _formats);
    }

    /// <summary>The full path of the directory.</summary>
    public string DirectoryPath { get; }

    /// <summary>Called at each stage of storing an entry; for tests.</summary>
    internal Action<EntryStage>? AtStage { get; init; }

    /// <summary>The full path of the directory for results that this one cannot take because it is read-only; null: storing them is an error.</summary>
    internal string? SubstitutePath { get; init; }

    /// <summary>The full path of the directory that new results are written to.</summary>
    internal string WritablePath => SubstitutePath ?? DirectoryPath;

    /// <summary>The full path of the folder for backups of files in the outputs of commands. By machine, as <see cref="Claims"/>.</summary>
    internal string BackupFolder => Path.Combine(DirectoryPath, EntryLayout.Backup, Environment.MachineName);

    /// <summary>The entries that are in other directories, by their keys: full paths of those directories.</summary>
    internal IReadOnlyDictionary<string, string> Redirected => _redirected;

    /// <summary>The claims by which builds that share the cache avoid writing the same path at the same time. By machine: on others the same path is another file.</summary>
    internal PathClaims Claims => new(Path.Combine(DirectoryPath, EntryLayout.Claims, Environment.MachineName), DirectoryPath);

    /// <inheritdoc/>
    internal override FormatRegistry Formats => _formats;

    /// <inheritdoc/>
    internal override bool KeepsFiles => true;

    /// <inheritdoc/>
    public override IEnumerable<string> EnumerateUniqueIds()
    {
        if (!Directory.Exists(DirectoryPath))
            yield break;

        foreach (var entry in Directory.EnumerateDirectories(DirectoryPath))
        {
            if (EntryForm.IsComplete(entry))
                yield return Path.GetFileName(entry);
        }
    }

    /// <summary>Removes an entry, complete or not, with its work directory.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <returns>False if there is none, or if it is owned: then it is being written. Also false if something else is there, e.g. a link: that stays.</returns>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    public bool Remove(string uniqueId)
    {
        try
        {
            return EntryRemoval.TryRemove(PathForStep(uniqueId));
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(DirectoryPath, exception);
        }
    }

    /// <inheritdoc/>
    public override bool Contains(string uniqueId) => EntryMetadataFile.Exists(PathForStep(uniqueId));

    /// <inheritdoc/>
    public override string PathForStep(string uniqueId)
    {
        EntryLayout.CheckUniqueId(uniqueId);
        if (_redirected.TryGetValue(uniqueId, out var elsewhere))
            return Path.Combine(elsewhere, uniqueId);

        var directory = Path.Combine(DirectoryPath, uniqueId);
        return SubstitutePath is { } substitute && IsInSubstitute(uniqueId, directory, Path.Combine(substitute, uniqueId)) ? Path.Combine(substitute, uniqueId) : directory;
    }

    /// <summary>The full path that a new entry has.</summary>
    /// <param name="uniqueId">The key.</param>
    internal string WritablePathFor(string uniqueId)
    {
        EntryLayout.CheckUniqueId(uniqueId);
        return Path.Combine(_redirected.GetValueOrDefault(uniqueId, WritablePath), uniqueId);
    }

    /// <summary>Finds and stores an entry in another directory from now on: the one that is here cannot be used, and is left as it is.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="directoryPath">The full path of the directory that will contain the entry's.</param>
    internal void Redirect(string uniqueId, string directoryPath) => _redirected[uniqueId] = directoryPath;

    /// <inheritdoc/>
    public override EntryMetadata? GetMetadata(string uniqueId)
    {
        try
        {
            return EntryMetadataFile.ReadMetadata(PathForStep(uniqueId));
        }
        catch (Exception exception) when (exception is InvalidDataException or EntryUnusableException)
        {
            // Reported when the result is read; here only a readable entry counts.
            return null;
        }
    }

    /// <inheritdoc/>
    internal override EntryLook Look(string uniqueId, ExpectedFormat expected) => EntryLook.At(PathForStep(uniqueId), expected);

    /// <inheritdoc/>
    internal override EntryMetadata? FindByCutoffKey(string key) =>
        new CutoffIndex(DirectoryPath).Find(key) is { } uniqueId && GetMetadata(uniqueId) is { } entry && entry.CutoffKey == key ? entry : null;

    /// <summary>Stores an entry with the result of another, which it shares. The caller owns the id.</summary>
    /// <param name="from">The unique id of the other entry.</param>
    /// <param name="key">The key of both for early cut-off: another entry with the same id may have taken the other's place.</param>
    /// <param name="describe">The metadata of the new entry, from those of the other.</param>
    /// <returns>Whether the other entry was there and intact.</returns>
    /// <exception cref="TangoException">The cache cannot be written.</exception>
    internal async ValueTask<bool> TryShareAsync(string from, string key, Func<EntryMetadata, EntryMetadata> describe, CancellationToken cancellationToken)
    {
        var isShared = false;
        await UseAsync(
            from,
            async (metadata, _) =>
            {
                if (metadata.CutoffKey != key)
                    return;

                var shared = describe(metadata);
                await SharedEntry.CreateAsync(PathForStep(from), metadata, WritablePathFor(shared.UniqueId), shared).ConfigureAwait(false);
                Record(shared);
                isShared = true;
            },
            cancellationToken).ConfigureAwait(false);
        return isShared;
    }

    /// <summary>Makes a stored entry known to early cut-off.</summary>
    internal void Record(EntryMetadata metadata)
    {
        // One that is elsewhere is of this build only.
        if (metadata.CutoffKey is { } key && SubstitutePath is null && !_redirected.ContainsKey(metadata.UniqueId))
            new CutoffIndex(DirectoryPath).TryAdd(key, metadata.UniqueId);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// An entry that a newer version of Tango wrote in a layout that this one does not know, whose format is unknown, or that cannot be read is unusable, and left as it is.
    /// </remarks>
    public override ValueTask<CacheRead> TryGetAsync(string uniqueId, Type type, CancellationToken cancellationToken = default) =>
        TryGetAsync(uniqueId, type, expected: null, cancellationToken);

    /// <inheritdoc/>
    internal override async ValueTask<CacheRead> TryGetAsync(string uniqueId, Type type, ExpectedFormat? expected, CancellationToken cancellationToken)
    {
        object? value = null;
        EntryStamps? stamps = null;
        var (state, why) = await UseAsync(
            uniqueId,
            async (metadata, reader) =>
            {
                expected?.Check(metadata);
                value = metadata.IsNull ? null : await _entries.FormatOf(metadata).ReadAsync(type, reader, cancellationToken).ConfigureAwait(false);
                stamps = reader.StampsOfGiven;
            },
            cancellationToken).ConfigureAwait(false);
        return ReadOf(state, value, why, stamps);
    }

    /// <summary>Compares an entry's files with its metadata.</summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="quarantine">Whether a corrupt entry is moved to <c>.damaged</c> in the cache; otherwise it is left as it is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Found, without a value, if the entry is intact; missing; corrupt; or unusable.</returns>
    public async ValueTask<CacheRead> VerifyAsync(string uniqueId, bool quarantine, CancellationToken cancellationToken = default)
    {
        EntryStamps? stamps = null;
        var (state, why) = await UseAsync(
            uniqueId,
            (_, reader) =>
            {
                stamps = reader.Stamps;
                return ValueTask.CompletedTask;
            },
            cancellationToken,
            quarantine).ConfigureAwait(false);
        return ReadOf(state, null, why, stamps);
    }

    /// <summary>
    /// Exports the files of a cached result, verified and decompressed. Each is written to a temporary path and renamed; one that has the same
    /// content already is not touched. Editing it never touches the cache.
    /// </summary>
    /// <param name="uniqueId">The key.</param>
    /// <param name="destination">
    /// A full path. A result of one file (<c>json</c>, <c>jsonl</c>, <c>text</c>, <c>bytes</c>, <c>file</c>) is put there, or, when this is an existing directory or ends with a
    /// directory separator, in there under its stored name. A result of several files, or a <c>directory</c>, is written below it; other files there are not changed.
    /// </param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="IOException">The destination cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the destination is denied.</exception>
    public ValueTask<ExportedResult> ExportAsync(string uniqueId, string destination, CancellationToken cancellationToken = default) =>
        ExportAsync(uniqueId, destination, rules: null, cancellationToken);

    /// <summary>Exports with rules that protect files of others.</summary>
    /// <exception cref="ExportRefusedException">A rule forbids it; nothing was written.</exception>
    internal async ValueTask<ExportedResult> ExportAsync(
        string uniqueId,
        string destination,
        ExportRules? rules,
        CancellationToken cancellationToken)
    {
        ExportedResult? exported = null;
        var (state, why) = await UseAsync(
            uniqueId,
            async (_, reader) => exported = await new ResultExport(reader, rules).ToAsync(destination, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return exported ?? new(state, []) { Corruption = state == CacheReadState.Corrupt ? why : null };
    }

    /// <summary>Compares the files that an export would write with existing files. Writes nothing.</summary>
    /// <param name="destination">As for an export.</param>
    /// <param name="ownsFolder">Whether other files in the destination folder are differences too.</param>
    internal async ValueTask<ComparedResult> CompareAsync(string uniqueId, string destination, bool ownsFolder, CancellationToken cancellationToken)
    {
        ComparedResult? compared = null;
        var (state, why) = await UseAsync(
            uniqueId,
            async (_, reader) => compared = await new ResultExport(reader).CompareAsync(destination, ownsFolder, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return compared ?? new(state, [], [], state == CacheReadState.Corrupt ? why : null);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Acquires the id unless this cache has it (<see cref="AcquireAsync"/>). Writes on the calling thread. When it returns, the entry's
    /// directory holds the result, its metadata and its log, nothing else: the work directory is removed, so a result of files is read from the cache from then on.
    /// </remarks>
    public override async ValueTask PutAsync(
        EntryMetadata metadata,
        object? result,
        Type type,
        PutOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new PutOptions();
        var directory = WritablePathFor(metadata.UniqueId);
        var name = FormatName.Parse(metadata.Format);
        var format = _formats.Find(name);
        var ownership = _owned.ContainsKey(metadata.UniqueId)
            ? null
            : await AcquireAsync(metadata.UniqueId, null, cancellationToken).ConfigureAwait(false);
        try
        {
            var isReplacement = EntryMetadataFile.Exists(directory);
            if (isReplacement && !options.Replace)
            {
                if (HasLostOwnership(metadata.UniqueId) || await HasAppearedAsync(metadata.UniqueId, cancellationToken).ConfigureAwait(false))
                    return;

                if (!IsNew(metadata.UniqueId))
                    throw new InvalidOperationException($"The cache already contains '{metadata.UniqueId}'.");
            }

            var writer = new EntryWriter(Path.GetDirectoryName(directory)!, directory, name, isReplacement) { AtStage = AtStage };
            var completed = await WriteAsync(metadata, result, type, options, writer, cancellationToken).ConfigureAwait(false);
            if (!isReplacement && EntryMetadataFile.Exists(directory))
            {
                // Lost ownership while the result was written, or it was put there, as above.
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
            _owned.GetValueOrDefault(metadata.UniqueId)?.OnStored();
            Record(completed);
        }
        finally
        {
            if (ownership is not null)
                await ownership.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The lock is a file in the entry's directory, see <see cref="FileLock"/>. A new owner of an incomplete entry removes what an earlier one left, except the log and the
    /// work directory. Removing an entry by hand while it is owned lets a second owner in: both run, and the result of the first to finish is cached.
    /// </remarks>
    public override async ValueTask<IAsyncDisposable> AcquireAsync(
        string uniqueId,
        Action? onWaiting = null,
        CancellationToken cancellationToken = default)
    {
        var directory = WritablePathFor(uniqueId);
        RefuseStranger(directory);
        try
        {
            var taken = await FileLock.AcquireAsync(Path.Combine(directory, EntryLayout.Lock), onWaiting, Path.GetDirectoryName(directory), cancellationToken).ConfigureAwait(false);
            if (!EntryMetadataFile.Exists(directory))
                EntrySweep.RemoveAllBut(directory, [EntryLayout.Lock, EntryLayout.Log, EntryLayout.Work]);

            EntrySweep.RemoveUnless(FileKind.Regular, Path.Combine(directory, EntryLayout.Log));
            EntrySweep.RemoveUnless(FileKind.Directory, Path.Combine(directory, EntryLayout.Work));

            AtStage?.Invoke(EntryStage.Acquired);
            return new EntryOwnership(uniqueId, directory, taken, _owned);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(Path.GetDirectoryName(directory)!, exception);
        }
    }

    /// <summary>Whether the entry was removed while this cache owned it, so that another process could acquire and store it.</summary>
    internal bool HasLostOwnership(string uniqueId) => _owned.TryGetValue(uniqueId, out var taken) && !taken.IsInPlace;

    /// <summary>
    /// Whether an entry that another machine, a tool or a user has put there while this cache owned it is used: another build computed the same. One that is not intact is replaced.
    /// </summary>
    private async ValueTask<bool> HasAppearedAsync(string uniqueId, CancellationToken cancellationToken) =>
        IsNew(uniqueId) && (await VerifyAsync(uniqueId, quarantine: false, cancellationToken).ConfigureAwait(false)).State != CacheReadState.Corrupt;

    private bool IsNew(string uniqueId) => _owned.TryGetValue(uniqueId, out var owner) && owner.IsNew;

    // The owner of an entry writes and deletes in its folder.
    private static void RefuseStranger(string directory)
    {
        try
        {
            OwnFolders.Refuse(directory);
            if (Directory.Exists(directory) && !EntryForm.HasContentOfEntry(directory))
                throw CacheAccess.NotAnEntry(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Another owner has just removed it.
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.NotWritable(Path.GetDirectoryName(directory)!, exception);
        }
    }

    // The owner of an id writes its entry there, also if it replaces one of the cache.
    private bool IsInSubstitute(string uniqueId, string directory, string substitute) =>
        _owned.ContainsKey(uniqueId) || EntryMetadataFile.Exists(substitute) || !EntryMetadataFile.Exists(directory);

    private static CacheRead ReadOf(CacheReadState state, object? value, string? why, EntryStamps? stamps) => state switch
    {
        CacheReadState.Found => CacheRead.Found(value) with { Stamps = stamps },
        CacheReadState.Corrupt => CacheRead.Corrupt(why!),
        CacheReadState.Unusable => CacheRead.Unusable(why!),
        _ => CacheRead.Missing,
    };

    private ValueTask<(CacheReadState State, string? Why)> UseAsync(
        string uniqueId, Func<EntryMetadata, EntryReader, ValueTask> use, CancellationToken cancellationToken, bool quarantine = true) =>
        _entries.UseAsync(uniqueId, PathForStep(uniqueId), use, quarantine, () => _owned.ContainsKey(uniqueId), cancellationToken);

    private async ValueTask<EntryMetadata> WriteAsync(
        EntryMetadata metadata, object? result, Type type, PutOptions options, EntryWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            if (result is not null)
                await _formats.Find(FormatName.Parse(metadata.Format)).WriteAsync(result, type, writer, cancellationToken).ConfigureAwait(false);

            cancellationToken.ThrowIfCancellationRequested();
            return await options.CompleteAsync(metadata with { Files = writer.Files }).ConfigureAwait(false);
        }
        catch (ResultNotStorableException exception)
        {
            LeavePart(options, writer);
            throw new TangoException(exception.Describe(metadata.Step), exception);
        }
        catch (TangoException exception) when (exception.Diagnostics is [{ Descriptor: var descriptor }] && descriptor == Descriptors.CacheNotWritable)
        {
            LeavePart(options, writer);
            throw;
        }
        catch
        {
            writer.Discard();
            throw;
        }
    }

    private static void LeavePart(PutOptions options, EntryWriter writer)
    {
        if (options.PartPath is { } path)
            writer.Leave(path);
        else
            writer.Discard();
    }
}
