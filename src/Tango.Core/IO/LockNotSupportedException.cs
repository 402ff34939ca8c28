namespace Tango.IO;

/// <summary>A file system cannot have locks: it does not return the time that was set on a lock file.</summary>
internal sealed class LockNotSupportedException : IOException
{
    /// <param name="path">Full path of the lock file.</param>
    public LockNotSupportedException(string path)
        : base($"the file system does not keep the time that was set on '{path}', so the lock cannot be confirmed")
    {
    }
}
