namespace Tango.Caching.Remote;

/// <summary>A request to a remote store failed.</summary>
internal sealed class RemoteStoreException : Exception
{
    /// <param name="message">The request and its failure; without a full stop.</param>
    public RemoteStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Wraps an exception of the file system.</summary>
    public static RemoteStoreException From(Exception refusal) => new(refusal.Message.TrimEnd('.'), refusal);
}
