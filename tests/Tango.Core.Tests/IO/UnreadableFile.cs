namespace Tango.Core.Tests.IO;

/// <summary>Makes a file unreadable for whoever runs the tests.</summary>
internal static class UnreadableFile
{
    /// <summary>Takes away the right to read it; root, whom that does not stop, gets a file whose beginning no process can read. On Windows another process holds it.</summary>
    public static void Make(string path)
    {
        Assert.True(File.Exists(path));
        if (OperatingSystem.IsWindows())
        {
            Held.Add(new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        else if (Environment.IsPrivilegedProcess)
        {
            File.Delete(path);
            File.CreateSymbolicLink(path, "/proc/self/mem");
        }
        else
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }
    }

    // Until the tests end.
    private static readonly List<FileStream> Held = [];
}
