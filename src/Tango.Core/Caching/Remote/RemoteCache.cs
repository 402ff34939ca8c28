using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>Takes entries of directory caches from a place that many machines share, and puts them there.</summary>
internal sealed class RemoteCache : IDisposable
{
    private readonly IRemoteStore _store;

    /// <param name="store">The place; disposed of with this.</param>
    public RemoteCache(IRemoteStore store) => _store = store;

    /// <summary>The remote cache that settings describe.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="spool">The full path of a directory, for what comes until all of it is there.</param>
    public static RemoteCache Open(RemoteCacheSettings settings, string spool) => new(
        settings.IsAddress ? new HttpStore(new Uri(settings.Place), settings.Token, spool) : new DirectoryStore(settings.Place));

    /// <summary>Whether the place holds an entry.</summary>
    /// <param name="uniqueId">The entry.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="RemoteStoreException">The place gives no answer.</exception>
    public Task<bool> ContainsAsync(string uniqueId, CancellationToken cancellationToken) =>
        _store.ContainsAsync(EntryArchive.NameOf(uniqueId), cancellationToken);

    /// <summary>Takes an entry into the cache here, verified.</summary>
    /// <param name="uniqueId">The entry.</param>
    /// <param name="cache">The cache here.</param>
    /// <param name="onWaiting">Called once if another process is at the entry and is waited for.</param>
    /// <param name="cancellationToken">Ends the transfer; nothing of it is left.</param>
    /// <returns>How many bytes came; null when the place has no such entry, or one that only a newer version of Tango reads.</returns>
    /// <exception cref="RemoteStoreException">The place does not give it.</exception>
    /// <exception cref="InvalidDataException">What it gives is not the entry.</exception>
    /// <exception cref="Diagnostics.TangoException">The cache here cannot be written.</exception>
    public async Task<long?> FetchAsync(string uniqueId, DirectoryStepCache cache, Action? onWaiting, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = await _store.OpenAsync(EntryArchive.NameOf(uniqueId), cancellationToken).ConfigureAwait(false);
            if (archive is null)
            {
                return null;
            }

            var size = archive.Length;
            var ownership = await cache.AcquireAsync(uniqueId, onWaiting, cancellationToken).ConfigureAwait(false);
            await using (ownership.ConfigureAwait(false))
            {
                var isThere = cache.Contains(uniqueId) || await EntryArchive.UnpackAsync(archive, uniqueId, cache, cancellationToken).ConfigureAwait(false);
                return isThere ? size : null;
            }
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // Of the place, or of the room for what comes: the cache says in words of its own that it cannot be written.
            throw RemoteStoreException.Of(exception);
        }
    }

    /// <summary>Puts an entry there. One that is not in the cache here any more is left out.</summary>
    /// <param name="uniqueId">The entry.</param>
    /// <param name="cache">The cache here.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <exception cref="RemoteStoreException">The place does not take it.</exception>
    public async Task PushAsync(string uniqueId, DirectoryStepCache cache, CancellationToken cancellationToken)
    {
        using var archive = await TryPackAsync(uniqueId, cache, cancellationToken).ConfigureAwait(false);
        if (archive is not null)
        {
            await _store.PutAsync(EntryArchive.NameOf(uniqueId), archive, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private static async Task<NamelessFile?> TryPackAsync(string uniqueId, DirectoryStepCache cache, CancellationToken cancellationToken)
    {
        try
        {
            if (cache.TryGetMetadata(uniqueId) is not { } metadata)
            {
                return null;
            }

            var archive = new NamelessFile(cache.Path);
            await archive.FillAsync(stream => EntryArchive.PackAsync(cache.PathForStep(uniqueId), metadata, stream, cancellationToken)).ConfigureAwait(false);
            return archive;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Removed or replaced meanwhile, which anyone may.
            return null;
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw RemoteStoreException.Of(exception);
        }
    }
}
