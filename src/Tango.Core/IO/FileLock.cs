using System.Security.Cryptography;

namespace Tango.IO;

/// <summary>
/// Exclusive ownership of a lock file, across threads and processes. The operating system holds the lock (flock on Unix, a sharing mode on Windows), so an owner that is killed
/// releases it. The file exists only while it is owned.
/// </summary>
/// <remarks>
/// On Unix a waiter may open the file just before its owner removes it, and then lock a file that has no name any more, while another process creates a new one. So an owner sets
/// a random time stamp on the file that it locked, and owns it only if the path has that time stamp (opening the file to check would take a lock). For the same reason an owner
/// whose file was removed by hand does not remove its successor's. A file system that does not keep time stamps cannot have locks, which is an error. If the file of a living owner is removed by hand, a second owner can acquire it. On a file system without
/// locks (some network mounts) there is no exclusion.
/// </remarks>
internal sealed class FileLock : IDisposable, IAsyncDisposable
{
    private const int ShortestWait = 1;
    private const int LongestWait = 100;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int FileExistsOnUnix = 17;
    private const int FileExistsOnWindows = unchecked((int)0x800700B7);
    private const int MaxAttempts = 100;

    // Each is lost to an owner that removes the file at the same moment, or to a file system that returns other times.
    private const int MaxRounds = 1000;
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnBsd = 35;

    private readonly string _path;
    private readonly DateTime _mark;
    private readonly FileTimes _times;
    private FileStream? _file;

    private FileLock(string path, FileStream file, DateTime mark, FileTimes times)
    {
        _path = path;
        _file = file;
        _mark = mark;
        _times = times;
    }

    /// <summary>Acquires the lock if it is free.</summary>
    /// <param name="path">The full path of the lock file; its directory is created if it is missing.</param>
    /// <param name="times">The times of its file system; null: the system's.</param>
    /// <param name="shared">Full path of the folder whose permissions a new directory gets; null: the usual ones.</param>
    /// <param name="retry">How to wait for a file or directory that Windows is about to remove; null: a second at most.</param>
    /// <returns>Null if another owner has it.</returns>
    /// <exception cref="LockNotSupportedException">The file system does not keep times.</exception>
    /// <exception cref="IOException">The file cannot be created, or something else is in its place.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static FileLock? TryAcquire(string path, FileTimes? times = null, string? shared = null, SharingRetry? retry = null)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (Open(path, shared, retry ?? SharingRetry.OfSystem) is not { } file)
                return null;

            if (Confirm(path, file, times ?? FileTimes.OfSystem) is { } acquired)
                return acquired;
        }

        throw new LockNotSupportedException(path);
    }

    /// <summary>Why nobody can acquire a lock here: what is at its path cannot be opened. Null if it is free or has an owner. Opens nothing.</summary>
    /// <param name="path">The full path of the lock file.</param>
    public static string? FindObstacle(string path)
    {
        var status = FileStatus.ReadLink(path);
        return status.Kind switch
        {
            FileKind.Missing => null,
            FileKind.Regular when Environment.IsPrivilegedProcess || OperatingSystem.IsWindows() || PermissionBits.MayOpen(status.Mode) => null,
            FileKind.Regular => $"access to {Path.GetFileName(path)} is denied",
            _ => $"{Path.GetFileName(path)} is not a file",
        };
    }

    /// <summary>Whether a lock has an owner. Changes nothing: the file that a killed owner left stays.</summary>
    /// <param name="path">The full path of the lock file.</param>
    /// <exception cref="IOException">The file cannot be opened, or something else is in its place.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static bool IsTaken(string path)
    {
        SpecialFile.Refuse(path);
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException exception) when (IsLocked(exception))
        {
            return true;
        }
    }

    /// <summary>Acquires the lock, and waits as long as another owner has it.</summary>
    /// <param name="path">The full path of the lock file; its directory is created if it is missing.</param>
    /// <param name="onWaiting">Called once if there is another owner to wait for.</param>
    /// <param name="shared">Full path of the folder whose permissions a new directory gets; null: the usual ones.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static async ValueTask<FileLock> AcquireAsync(string path, Action? onWaiting = null, string? shared = null, CancellationToken cancellationToken = default)
    {
        var wait = ShortestWait;
        for (var first = true; ; first = false)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryAcquire(path, times: null, shared) is { } acquired)
                return acquired;

            if (first)
                onWaiting?.Invoke();

            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            wait = Math.Min(wait * 2, LongestWait);
        }
    }

    /// <summary>Whether the lock file is still the one that was locked; false if it was removed by hand.</summary>
    public bool IsInPlace => OperatingSystem.IsWindows() || _times.Get(_path) == _mark;

    /// <summary>Releases the lock and removes its file.</summary>
    public void Dispose()
    {
        var file = Interlocked.Exchange(ref _file, null);
        if (file is null)
            return;

        // Removed while still locked: a waiter that opened it before finds a file without a name and tries again. (Windows cannot remove an open file; there the system does it on
        // close, see Open.)
        if (!OperatingSystem.IsWindows() && IsInPlace)
            FileChange.TryDelete(_path);

        file.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static FileStream? Open(string path, string? shared, SharingRetry retry)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        };
        var denials = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                SharedMode.CreateFolder(shared ?? Path.GetDirectoryName(path)!, Path.GetDirectoryName(path)!);
                SpecialFile.Refuse(path);
                return Share(new FileStream(path, options), path);
            }
            catch (IOException exception) when (attempt < MaxAttempts && IsTransient(exception))
            {
                // Another process has just removed the directory after its own work.
            }
            catch (IOException exception) when (IsLocked(exception))
            {
                return null;
            }
            catch (UnauthorizedAccessException exception) when (OperatingSystem.IsWindows() && retry.MayPass(exception, denials))
            {
                // Windows also denies access to a file or directory that was deleted and that somebody still has open.
                retry.Wait(denials++);
            }
        }
    }

    // A killed owner leaves the file, and the next owner may be another user.
    private static FileStream Share(FileStream file, string path)
    {
        try
        {
            SharedMode.Apply(file.SafeFileHandle, Path.GetDirectoryName(path)!, isReplaced: false);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // If a directory is removed while it is created, the error says that it exists; if a directory is removed and created again while a file is created in it, the error says that
    // the file does not exist.
    private static bool IsTransient(IOException exception) =>
        exception is DirectoryNotFoundException or FileNotFoundException || exception.HResult is FileExistsOnUnix or FileExistsOnWindows;

    private static bool IsLocked(IOException exception) => OperatingSystem.IsWindows()
        ? exception.HResult == SharingViolation
        : exception.HResult == (OperatingSystem.IsLinux() ? WouldBlockOnLinux : WouldBlockOnBsd);

    private static FileLock? Confirm(string path, FileStream file, FileTimes times)
    {
        try
        {
            var mark = RandomTime();
            times.Set(file.SafeFileHandle, mark);
            if (OperatingSystem.IsWindows() || times.Get(path) == mark)
                return new FileLock(path, file, mark, times);

            // If another file has the name now, the time of this one is still right.
            if (times.Get(file.SafeFileHandle) != mark)
                throw new LockNotSupportedException(path);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    // Even seconds, which every file system can represent.
    private static DateTime RandomTime() =>
        new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(2L * RandomNumberGenerator.GetInt32(1 << 29));
}
