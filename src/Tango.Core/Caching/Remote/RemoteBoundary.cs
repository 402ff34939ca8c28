using Tango.IO;

namespace Tango.Caching.Remote;

/// <summary>
/// The boundary to remote caches. Whatever is thrown while one is used becomes a failure of the store or of one entry, because no answer of a server may fail a build. It catches
/// every exception: servers and archives bring code of the framework and of libraries to throw more kinds than are documented.
/// </summary>
internal static class RemoteBoundary
{
    /// <summary>Sends a request to a store.</summary>
    /// <exception cref="RemoteStoreException">It failed, for whatever reason.</exception>
    /// <exception cref="RemoteEntryException">Only this entry cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The build was cancelled.</exception>
    public static Task<T> AskAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken) => GuardAsync(request, FailureOfStore, cancellationToken);

    /// <summary>Unpacks an entry that a store returned.</summary>
    /// <exception cref="RemoteStoreException">The archive cannot be read, or the local cache cannot be written.</exception>
    /// <exception cref="RemoteEntryException">The entry is corrupt, or this machine cannot store it.</exception>
    /// <exception cref="OperationCanceledException">The build was cancelled.</exception>
    public static Task<T> UnpackAsync<T>(Func<Task<T>> unpack, CancellationToken cancellationToken) => GuardAsync(unpack, FailureOfEntry, cancellationToken);

    private static async Task<T> GuardAsync<T>(Func<Task<T>> use, Func<Exception, RemoteException> failureOf, CancellationToken cancellationToken)
    {
        try
        {
            return await use().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not RemoteException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw failureOf(exception);
        }
    }

    private static RemoteException FailureOfStore(Exception exception) => RemoteStoreException.From(exception);

    // EntryWriter and the lock report every failure of the local cache as a TangoException, so a bare exception of the file system comes from reading the archive.
    private static RemoteException FailureOfEntry(Exception exception) => exception switch
    {
        TangoException { InnerException: { } refusal } when StorageFaults.Of(refusal) == StorageFault.Unsupported => RemoteEntryException.Unusable(refusal.Message, refusal),
        TangoException { InnerException: { } refusal } => new RemoteStoreException($"entries cannot be written to the local cache: {refusal.Message}", refusal),
        TangoException => RemoteStoreException.From(exception),
        EndOfStreamException => RemoteEntryException.Corrupt(exception.Message, exception),
        _ when CacheAccess.IsRefusal(exception) => RemoteStoreException.From(exception),
        _ => RemoteEntryException.Corrupt(exception.Message, exception),
    };
}
