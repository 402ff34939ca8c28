namespace Tango.Caching.Remote;

/// <summary>A remote store does not do what it is asked for.</summary>
internal sealed class RemoteStoreException : Exception
{
    /// <param name="message">What was asked, and what went wrong; without a full stop.</param>
    /// <param name="innerException">What was met.</param>
    public RemoteStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The file system refuses.</summary>
    /// <param name="refusal">What it says.</param>
    public static RemoteStoreException Of(Exception refusal) => new(refusal.Message.TrimEnd('.'), refusal);
}
