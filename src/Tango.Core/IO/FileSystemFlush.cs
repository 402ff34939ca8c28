using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>Flushes all files of a file system at once. For many small files that is much faster than one after the other: each of those is a write of the journal.</summary>
internal static class FileSystemFlush
{
    // They flush the disk, too, and tell what could not be written. Linux has one number for all three of ext. Networks, user space and layers of file systems may only send the data away.
    private static readonly string[] Known = ["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs"];

    /// <summary>Whether the file system at a path can be flushed so that everything is on the disk, or an error says that it is not.</summary>
    /// <param name="path">Full path of something that exists.</param>
    public static bool IsReliable(string path)
    {
        // Older kernels do not tell of errors.
        if (!OperatingSystem.IsLinux() || Environment.OSVersion.Version < new Version(5, 8))
            return false;

        try
        {
            return Known.Contains(new DriveInfo(path).DriveFormat, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It does not say what it is.
            return false;
        }
    }

    /// <summary>Flushes the file system of an open file. Errors since it was opened are told.</summary>
    /// <param name="file">The file.</param>
    /// <returns>False if it failed: files that are flushed one by one tell what is wrong.</returns>
    public static bool TryFlush(SafeFileHandle file)
    {
        try
        {
            return SynchronizeFileSystem(file) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another kind of C library.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "syncfs", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SynchronizeFileSystem(SafeFileHandle file);
}
