using Tango.IO;

namespace Tango.Caching.Entries;

/// <summary>Moves and removes files and directories.</summary>
internal static class EntryTree
{
    /// <summary>Renames a file or a directory to a name that does not exist.</summary>
    public static void Move(string from, string to)
    {
        if (Directory.Exists(from))
            FileChange.MoveFolder(from, to);
        else
            FileChange.Move(from, to);
    }

    /// <summary>Removes a file, a link or a directory with everything in it, if it exists.</summary>
    public static void Delete(string path) => Delete(path, retry: null);

    /// <summary>Removes everything that can be removed at once. For files that readers ignore and the next owner removes at the latest.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            Delete(path, SharingRetry.Never);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            // A file that another process has open (Windows), or a directory of another user.
        }
    }

    private static void Delete(string path, SharingRetry? retry)
    {
        switch (FileStatus.ReadLink(path).Kind)
        {
            case FileKind.Missing:
                return;
            case FileKind.Directory:
                DeleteDirectory(path, retry);
                return;
            case FileKind.Link when Directory.Exists(path):
                FileChange.DeleteEmptyFolder(path, retry);
                return;
            default:
                FileChange.Delete(path, retry);
                return;
        }
    }

    private static void DeleteDirectory(string path, SharingRetry? retry)
    {
        try
        {
            FileChange.DeleteFolder(path, retry);
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception) && !OperatingSystem.IsWindows())
        {
            // Steps may create read-only directories, in which even their owner cannot delete files.
            AllowDeleting(path);
            FileChange.DeleteFolder(path, retry);
        }
    }

    private static void AllowDeleting(string directory)
    {
        Allow(directory);
        foreach (var found in FolderWalk.Below(directory))
        {
            if (found.Kind == FileKind.Directory)
                Allow(found.Path);
        }

        static void Allow(string path) =>
            PermissionBits.Set(path, PermissionBits.Read(path) | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
