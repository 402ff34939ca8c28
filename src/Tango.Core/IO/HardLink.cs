using System.Runtime.InteropServices;
using System.Text;

namespace Tango.IO;

/// <summary>A second name for a file, which costs no space. .NET has no call for it before version 11.</summary>
internal static class HardLink
{
    /// <summary>Gives a file a second name.</summary>
    /// <param name="file">Full path of the file.</param>
    /// <param name="path">Full path on the same volume; nothing is there.</param>
    /// <returns>False if that is not possible: the file system has no hard links or no more of them for this file, it belongs to another user, or it is missing.</returns>
    public static unsafe bool TryCreate(string file, string path)
    {
        if (OperatingSystem.IsWindows())
            return CreateHardLink(path, file, 0);

        try
        {
            fixed (byte* from = Encoding.UTF8.GetBytes(file + '\0'), to = Encoding.UTF8.GetBytes(path + '\0'))
                return Link(from, to) == 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another kind of runtime.
            return false;
        }
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Link", ExactSpelling = true)]
    private static extern unsafe int Link(byte* file, byte* path);

    [DllImport("kernel32", EntryPoint = "CreateHardLinkW", ExactSpelling = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CreateHardLink(string path, string file, nint security);
}
