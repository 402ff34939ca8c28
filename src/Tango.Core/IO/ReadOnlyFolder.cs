namespace Tango.IO;

/// <summary>Finds out whether a folder is read-only. Permissions and mounts do not tell it reliably, so a file is created, which has no name any more when this returns.</summary>
internal static class ReadOnlyFolder
{
    /// <summary>Whether this user cannot create files in an existing folder.</summary>
    /// <param name="directory">Full path.</param>
    /// <returns>False if it does not exist, and for other faults, e.g. a full disk.</returns>
    public static bool Is(string directory)
    {
        if (!Directory.Exists(directory))
            return false;

        try
        {
            TemporaryFile.Try(directory);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return StorageFaults.Of(exception) == StorageFault.Denied;
        }
    }

    /// <summary>Whether this user cannot use the files in an existing folder either.</summary>
    /// <param name="directory">Full path.</param>
    public static bool IsClosed(string directory) =>
        !OperatingSystem.IsWindows() && Directory.Exists(directory) && FileStatus.Read(Path.Combine(directory, ".")).Kind == FileKind.Missing;
}
