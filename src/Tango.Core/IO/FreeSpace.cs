namespace Tango.IO;

/// <summary>The free space of the disk that a folder is on.</summary>
internal static class FreeSpace
{
    /// <summary>The free space in bytes, for this user.</summary>
    /// <param name="directory">Full path of an existing folder.</param>
    /// <returns><see cref="long.MaxValue"/> if the system does not tell it, e.g. of a network share on Windows.</returns>
    public static long In(string directory)
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(directory)! : directory).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }
}
