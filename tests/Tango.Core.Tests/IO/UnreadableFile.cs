namespace Tango.Core.Tests.IO;

/// <summary>Makes a file unreadable for whoever runs the tests. Not on Windows.</summary>
internal static class UnreadableFile
{
    /// <summary>Takes away the right to read it; root, whom that does not stop, gets a file whose beginning no process can read.</summary>
    public static void Make(string path)
    {
        Assert.True(File.Exists(path));
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();

        if (!Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
            return;
        }

        File.Delete(path);
        File.CreateSymbolicLink(path, "/proc/self/mem");
    }
}
