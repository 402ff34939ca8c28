using Tango.Caching.Entries;
using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>Fetches entries of directory caches from a store that many machines share, and pushes them there.</summary>
internal sealed class RemoteCache : IDisposable
{
    // Each may have a record in memory.
    private const int MaxUnpacking = 8;

    private readonly IArchiveStore _store;
    private readonly SemaphoreSlim _unpacking = new(MaxUnpacking);

    /// <param name="store">The store; disposed of with this.</param>
    public RemoteCache(IArchiveStore store) => _store = store;

    /// <summary>Opens the remote cache of the given settings.</summary>
    /// <param name="spool">The full path of a directory for downloads that are not complete.</param>
    /// <exception cref="TangoException">The address is not valid, or the package with its store cannot be loaded.</exception>
    public static RemoteCache Open(RemoteCacheSettings settings, string spool) => new(settings.OpenStore(spool));

    /// <summary>Whether the store contains an entry.</summary>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    public Task<bool> ContainsAsync(string uniqueId, CancellationToken cancellationToken) =>
        RemoteBoundary.AskAsync(() => _store.ContainsAsync(EntryArchive.NameOf(uniqueId), cancellationToken), cancellationToken);

    /// <summary>Fetches an entry into the local cache, verified.</summary>
    /// <param name="onWaiting">Called once if another process owns the entry and this one waits for it.</param>
    /// <param name="cancellationToken">Cancels the transfer; no part of it stays.</param>
    /// <param name="waits">Whether it waits for that process; if not, the entry counts as missing.</param>
    /// <returns>The size of the archive in bytes; null if the store has no such entry, or only in a layout that a newer version of Tango wrote.</returns>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error; or the local cache cannot be written.</exception>
    /// <exception cref="RemoteEntryException">The file is not an archive of the entry, or this machine cannot store it.</exception>
    public async Task<long?> FetchAsync(string uniqueId, DirectoryStepCache cache, Action? onWaiting, CancellationToken cancellationToken, ExpectedFormat? expected = null, bool waits = true)
    {
        using var archive = await RemoteBoundary
            .AskAsync(() => _store.OpenAsync(EntryArchive.NameOf(uniqueId), cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        if (archive is null)
            return null;

        var size = archive.Length;
        var isHere = await RemoteBoundary.UnpackAsync(() => UnpackAsync(archive, uniqueId, cache, onWaiting, waits, expected, cancellationToken), cancellationToken).ConfigureAwait(false);
        return isHere ? size : null;
    }

    /// <summary>The unique id of an entry that was pushed with a key of early cut-off; null if there is none.</summary>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    public Task<string?> FindByCutoffKeyAsync(string key, CancellationToken cancellationToken) => RemoteBoundary.AskAsync(
        async () =>
        {
            using var record = await _store.OpenAsync(CutoffRecord.NameOf(key), cancellationToken).ConfigureAwait(false);
            return record is null ? null : await CutoffRecord.ReadAsync(record, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Called after a corrupt archive: whether the store is one at all, or a server that answers everything, e.g. with a page for people.</summary>
    /// <exception cref="RemoteStoreException">It answers as if it had an entry that cannot exist, or not at all.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var impossible = EntryArchive.NameOf($"no-entry-{RandomName.Create()}");
        using var answer = await RemoteBoundary.AskAsync(() => _store.OpenAsync(impossible, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (answer is not null)
            throw new RemoteStoreException($"it does not store files: it answers as if it had '{impossible}', which nobody has stored");
    }

    /// <summary>Pushes an entry. An entry that is not in the local cache any more, or too large for an archive, is skipped.</summary>
    /// <param name="replace">Whether an entry that is there is replaced.</param>
    /// <returns>The size of the archive in bytes; null if the entry was skipped.</returns>
    /// <exception cref="RemoteStoreException">The store does not respond, or with an error.</exception>
    public Task<long?> PushAsync(string uniqueId, DirectoryStepCache cache, CancellationToken cancellationToken, bool replace = false) => RemoteBoundary.AskAsync(
        async () =>
        {
            using var archive = await TryPackAsync(uniqueId, cache, cancellationToken).ConfigureAwait(false);
            if (archive is null)
                return (long?)null;

            await _store.PutAsync(EntryArchive.NameOf(uniqueId), archive, replace, cancellationToken).ConfigureAwait(false);
            if (cache.GetMetadata(uniqueId) is { CutoffKey: not null } metadata)
                await TryPutRecordAsync(metadata, cache, cancellationToken).ConfigureAwait(false);

            return archive.Length;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _unpacking.Dispose();
    }

    // After the archive that it names. Replaced: an earlier one may name an archive that the store has removed. But a result that was taken over has a record as a rule.
    private async Task TryPutRecordAsync(EntryMetadata metadata, DirectoryStepCache cache, CancellationToken cancellationToken)
    {
        var name = CutoffRecord.NameOf(metadata.CutoffKey!);
        try
        {
            if (metadata.TakenFrom is not null && await _store.ContainsAsync(name, cancellationToken).ConfigureAwait(false))
                return;

            using var record = new TemporaryFile(cache.WritablePath);
            record.Append(CutoffRecord.Write(metadata.UniqueId));
            await _store.PutAsync(name, record, replace: true, cancellationToken).ConfigureAwait(false);
        }
        catch (RemoteStoreException)
        {
            // A store may admit only files of some names, or not let them be replaced. The result is there, and the record is a hint.
        }
    }

    private async Task<bool> UnpackAsync(
        Stream archive, string uniqueId, DirectoryStepCache cache, Action? onWaiting, bool waits, ExpectedFormat? expected, CancellationToken cancellationToken)
    {
        if (cache.Contains(uniqueId))
            return true;

        using var entry = StagedEntry.Create(cache.WritablePathFor(uniqueId));
        if (await UnpackAsync(archive, uniqueId, entry, expected, cancellationToken).ConfigureAwait(false) is not { } metadata)
            return false;

        if (!entry.TryPublish() && (!waits || !await PublishAsOwnerAsync(entry, uniqueId, cache, onWaiting, cancellationToken).ConfigureAwait(false)))
            return false;

        cache.Record(metadata);
        return true;
    }

    private async Task<EntryMetadata?> UnpackAsync(Stream archive, string uniqueId, StagedEntry entry, ExpectedFormat? expected, CancellationToken cancellationToken)
    {
        await _unpacking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await EntryArchive.UnpackAsync(archive, uniqueId, entry.Folder, cancellationToken, expected).ConfigureAwait(false);
        }
        finally
        {
            _unpacking.Release();
        }
    }

    private static async Task<bool> PublishAsOwnerAsync(StagedEntry entry, string uniqueId, DirectoryStepCache cache, Action? onWaiting, CancellationToken cancellationToken)
    {
        var ownership = await cache.AcquireAsync(uniqueId, onWaiting, cancellationToken).ConfigureAwait(false);
        await using (ownership.ConfigureAwait(false))
            return cache.Contains(uniqueId) || entry.PublishAsOwner();
    }

    private static async Task<TemporaryFile?> TryPackAsync(string uniqueId, DirectoryStepCache cache, CancellationToken cancellationToken)
    {
        try
        {
            if (cache.GetMetadata(uniqueId) is not { } metadata || EntryArchive.RecordOf(metadata) is not { } record)
                return null;

            var archive = new TemporaryFile(cache.WritablePath);
            await archive.FillAsync(stream => EntryArchive.PackAsync(cache.PathForStep(uniqueId), metadata, record, stream, cancellationToken)).ConfigureAwait(false);
            return archive;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed or replaced meanwhile, which is allowed at any time.
            return null;
        }
    }
}
