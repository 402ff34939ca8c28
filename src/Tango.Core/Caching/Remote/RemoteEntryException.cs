namespace Tango.Caching.Remote;

/// <summary>One entry of a remote cache cannot be used. Others may be intact.</summary>
internal sealed class RemoteEntryException : RemoteException
{
    private RemoteEntryException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it is corrupt.</summary>
    public bool IsCorrupt { get; private init; }

    /// <summary>What helps, as a sentence, if it is neither corrupt nor too much for this machine; null otherwise.</summary>
    public string? Advice { get; private init; }

    /// <summary>The entry is corrupt.</summary>
    public static RemoteEntryException Corrupt(string corruption, Exception? innerException = null) => new(corruption, innerException) { IsCorrupt = true };

    /// <summary>The entry is intact, but cannot be stored on this machine.</summary>
    public static RemoteEntryException Unusable(string reason, Exception? innerException = null) => new(reason, innerException);

    /// <summary>There is no archive that this version can read.</summary>
    /// <param name="advice">What helps, as a sentence.</param>
    public static RemoteEntryException Unreadable(string reason, string advice, Exception? innerException = null) => new(reason, innerException) { Advice = advice };
}
