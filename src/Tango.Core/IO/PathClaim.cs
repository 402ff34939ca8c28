namespace Tango.IO;

/// <summary>A claim of <see cref="PathClaims"/>.</summary>
internal sealed class PathClaim : IDisposable
{
    private readonly string _path;
    private readonly FileLock _lock;

    /// <param name="path">The file with the paths, full path.</param>
    /// <param name="claimLock">The lock that shows that the claim is valid.</param>
    public PathClaim(string path, FileLock claimLock)
    {
        _path = path;
        _lock = claimLock;
    }

    /// <summary>Ends the claim.</summary>
    public void Dispose()
    {
        // First the paths, then the lock: if only one of them remains, the next build removes it.
        FileChange.TryDelete(_path);
        _lock.Dispose();
    }
}
