namespace Tango.Caching.Remote;

/// <summary>A request to a remote store failed, and others probably would.</summary>
internal sealed class RemoteStoreException : RemoteException
{
    /// <param name="message">The request and its failure.</param>
    public RemoteStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Wraps an exception with its own message.</summary>
    public static RemoteStoreException From(Exception exception) => new(exception.Message, exception);
}
