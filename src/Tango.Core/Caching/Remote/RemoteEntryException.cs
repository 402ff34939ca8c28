namespace Tango.Caching.Remote;

/// <summary>One entry of a remote cache cannot be used. Others may be intact.</summary>
internal sealed class RemoteEntryException : RemoteException
{
    private RemoteEntryException(string message, bool isCorrupt, Exception? innerException)
        : base(message, innerException) => IsCorrupt = isCorrupt;

    /// <summary>Whether it is corrupt; otherwise it is intact, but this machine cannot store it.</summary>
    public bool IsCorrupt { get; }

    /// <summary>The entry is corrupt.</summary>
    public static RemoteEntryException Corrupt(string corruption, Exception? innerException = null) => new(corruption, isCorrupt: true, innerException);

    /// <summary>The entry cannot be stored on this machine.</summary>
    public static RemoteEntryException Unusable(string reason, Exception? innerException = null) => new(reason, isCorrupt: false, innerException);
}
