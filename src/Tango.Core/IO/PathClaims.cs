using System.Text;

namespace Tango.IO;

/// <summary>
/// Prevents builds of one machine from writing to the same path at the same time. Before a build writes, it creates a file with the paths in a folder that all builds share, and
/// holds a lock next to it: without the lock the claim is invalid, so it ends also if its owner is killed. All paths are claimed at once or none, so that two builds never wait
/// for each other.
/// </summary>
/// <remarks>Claims of one owner do not exclude each other: the outputs of one plan's steps do not overlap.</remarks>
internal sealed class PathClaims
{
    private const string Extension = ".claim";
    private const int ShortestWait = 1;
    private const int LongestWait = 100;

    private readonly string _folder;
    private readonly string _shared;
    private readonly string _owner = RandomName.Create();
    private volatile bool _isWritable;

    /// <param name="folder">Full path of the folder that all builds share; created when needed.</param>
    /// <param name="shared">Full path of the folder above it whose users share it; null: the folder itself.</param>
    public PathClaims(string folder, string? shared = null)
    {
        _folder = folder;
        _shared = shared ?? folder;
    }

    /// <summary>Claims paths, and waits as long as another owner claims one of them.</summary>
    /// <param name="onWaiting">Called once, if there is another owner to wait for, with the path that it claims.</param>
    /// <returns>The claim, which ends when it is disposed of. Null if there is nothing to claim, or the folder cannot be written: then nothing is excluded.</returns>
    public async ValueTask<IDisposable?> AcquireAsync(IReadOnlyList<ClaimedPath> paths, Action<string>? onWaiting = null, CancellationToken cancellationToken = default)
    {
        if (paths.Count == 0)
            return null;

        var isWritable = _isWritable || IsWritable();
        _isWritable = isWritable;
        if (!isWritable)
            return null;

        var wait = ShortestWait;
        for (var first = true; ; first = false)
        {
            using (await FileLock.AcquireAsync(Path.Combine(_folder, ".lock"), onWaiting: null, shared: null, cancellationToken).ConfigureAwait(false))
            {
                if (TryClaim(paths, out var conflict) is { } claim)
                    return claim;

                if (first && conflict is not null)
                    onWaiting?.Invoke(conflict.Root);
            }

            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            wait = Math.Min(wait * 2, LongestWait);
        }
    }

    // A read-only cache cannot contain claims.
    private bool IsWritable()
    {
        try
        {
            OwnFolders.Create(_shared, _folder);
            FileLock.TryAcquire(Path.Combine(_folder, RandomName.Create()))?.Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Null, without a conflict, if the folder was removed at this moment: then try again.
    private PathClaim? TryClaim(IReadOnlyList<ClaimedPath> paths, out ClaimedPath? conflict)
    {
        conflict = null;
        try
        {
            conflict = FindConflict(paths);
            return conflict is null ? Claim(paths) : null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private PathClaim Claim(IReadOnlyList<ClaimedPath> paths)
    {
        var path = Path.Combine(_folder, RandomName.Create());
        var claimLock = FileLock.TryAcquire(path)!;
        var lines = paths.SelectMany(path => (string[])[path.Root, path.Pattern]).Prepend(_owner);
        AtomicFile.Write(path + Extension, Encoding.UTF8.GetBytes(string.Join('\0', lines)), isDurable: false, isShared: true);
        return new PathClaim(path + Extension, claimLock);
    }

    private ClaimedPath? FindConflict(IReadOnlyList<ClaimedPath> paths)
    {
        foreach (var path in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            if (Read(path) is { } claimed && claimed.FirstOrDefault(path => paths.Any(path.Overlaps)) is { } conflict && IsClaimed(path))
                return conflict;
        }

        return null;
    }

    // Null for a claim of this owner, and for one that has just ended.
    private List<ClaimedPath>? Read(string path)
    {
        if (!SpecialFile.IsFile(path))
            return null;

        string text;
        try
        {
            using var file = SharedReading.OpenUnlocked(path);
            using var reader = new StreamReader(file, Encoding.UTF8);
            text = reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException || (OperatingSystem.IsWindows() && exception is UnauthorizedAccessException))
        {
            // Windows also denies access to a file that is about to go.
            return null;
        }

        var parts = text.Split('\0');
        if (parts[0] == _owner)
            return null;

        return [.. parts.Skip(1).Chunk(2).Where(path => path.Length == 2).Select(path => new ClaimedPath(path[0], path[1]))];
    }

    // Also removes a claim whose owner has ended.
    private static bool IsClaimed(string path)
    {
        using var orphan = FileLock.TryAcquire(path[..^Extension.Length]);
        if (orphan is not null)
            FileChange.TryDelete(path);

        return orphan is null;
    }
}
