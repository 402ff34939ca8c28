using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>A store from a package, with what all stores behind a network need: transfers that are too slow end, downloads that break are tried again, and nothing is read before all of it is here.</summary>
/// <param name="store">Disposed of with this.</param>
/// <param name="spool">The full path of a directory for downloads that are not complete.</param>
internal sealed class TransferredStore(IRemoteStore store, string spool) : IArchiveStore
{
    private const int MaxAttempts = 3;

    /// <summary>Measures transfers.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string name, CancellationToken cancellationToken) =>
        GuardAsync(guard => store.ContainsAsync(name, guard.Token), cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        // Libraries repeat requests, but not all of them a download that breaks off.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await GuardAsync(guard => ReceiveAsync(name, guard), cancellationToken).ConfigureAwait(false))?.OpenLastRead();
            }
            catch (RemoteStoreException exception) when (exception.InnerException is IOException && attempt < MaxAttempts)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <inheritdoc/>
    public Task PutAsync(string name, TemporaryFile content, bool replace, CancellationToken cancellationToken) => GuardAsync(
        async guard =>
        {
            using var sent = new SentStream(content.OpenRead(), guard);
            await store.PutAsync(name, sent, replace, guard.Token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<PlainRequest> RequestForAsync(string name, CancellationToken cancellationToken) => store is ISigningStore signing
        ? GuardAsync(async guard => new PlainRequest(await signing.SignAsync(name, PlainRequest.Lifetime, guard.Token).ConfigureAwait(false), []), cancellationToken)
        : throw new RemoteStoreException($"its store gives no addresses that nodes can fetch the program from ({nameof(ISigningStore)})");

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private async Task<TemporaryFile?> ReceiveAsync(string name, TransferGuard guard)
    {
        using var source = await store.OpenAsync(name, guard.Token).ConfigureAwait(false);
        if (source is null)
            return null;

        using var download = new Download(spool);
        await guard.CopyAsync(source, download).ConfigureAwait(false);
        return download.Complete();
    }

    private async Task<T> GuardAsync<T>(Func<TransferGuard, Task<T>> transfer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var guard = new TransferGuard(Clock, cancellationToken);
        try
        {
            return await transfer(guard).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not RemoteException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new RemoteStoreException(guard.Failure ?? FirstLine(exception.Message), exception);
        }
    }

    // Libraries append the headers of an answer, or what they have tried, which a sentence with a colon announces.
    private static string FirstLine(string message)
    {
        var line = message.Split('\r', '\n')[0].TrimEnd();
        return line.EndsWith(':') && line.LastIndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? line[..end] : line.TrimEnd(':');
    }
}
