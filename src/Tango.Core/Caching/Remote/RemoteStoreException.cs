using System.Net;
using System.Net.Sockets;

namespace Tango.Caching.Remote;

/// <summary>A request to a remote store failed, and others probably would.</summary>
internal sealed class RemoteStoreException : RemoteException
{
    /// <param name="message">The request and its failure.</param>
    public RemoteStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same request may succeed later: a lost connection, a server that does not answer, or is busy.</summary>
    public bool IsTransient => InnerException switch
    {
        HttpRequestException { StatusCode: { } status } => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500,

        // Other exceptions of this kind are of the disk.
        IOException fault => fault is HttpIOException || fault.InnerException is SocketException,
        _ => InnerException is HttpRequestException or TimeoutException or OperationCanceledException,
    };

    /// <summary>Wraps an exception with its own message.</summary>
    public static RemoteStoreException From(Exception exception) => new(exception.Message, exception);
}
