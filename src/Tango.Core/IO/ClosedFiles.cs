using System.Runtime.InteropServices;

namespace Tango.IO;

/// <summary>Flushes files to the disk that were written and closed. Not for Windows, which flushes only files that are open for writing.</summary>
internal static class ClosedFiles
{
    // Each flush of a file is at least one write of the journal; that of the file system is one for all, but also waits for what others have written to it.
    private const int Many = 256;

    // Whose flush as a whole is known to flush the disk as well. Those of networks and of user space may only send the data away.
    private static readonly string[] Local = ["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "overlayfs", "overlay"];

    /// <summary>Flushes them.</summary>
    /// <param name="paths">Full paths, all on one file system.</param>
    /// <exception cref="IOException">They may not be on the disk.</exception>
    public static void Flush(IReadOnlyList<string> paths)
    {
        if (paths.Count >= Many && TryFlushFileSystem(paths[0]))
            return;

        foreach (var path in paths)
        {
            using var file = File.OpenHandle(path);
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Flushes the file system that a file is on.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <returns>False if that is not possible here, or failed: then files have to be flushed one by one, which also tells what is wrong.</returns>
    internal static bool TryFlushFileSystem(string path)
    {
        if (!OperatingSystem.IsLinux())
            return false;

        using var file = File.OpenHandle(path);
        try
        {
            return Local.Contains(new DriveInfo(path).DriveFormat, StringComparer.Ordinal) && SynchronizeFileSystem((int)file.DangerousGetHandle()) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            // Another kind of C library, or a file system that does not say what it is.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "syncfs", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SynchronizeFileSystem(int file);
}
