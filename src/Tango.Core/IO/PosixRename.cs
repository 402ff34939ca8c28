using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>
/// Replaces a file that is open, on Windows 10 1607 and later and file systems that can: NTFS, not FAT or network shares. .NET's own call, <c>MoveFileEx</c>, refuses that even if
/// all who have the file open admit that it is deleted. Source: the documentation of <c>FILE_RENAME_INFO</c> and <c>FILE_RENAME_INFORMATION</c>; Rust's <c>fs::rename</c> does the same.
/// </summary>
/// <remarks>Wine, on which the tests for Windows run here, does not have it, and waiting must do.</remarks>
internal static class PosixRename
{
    private const uint Delete = 0x00010000;
    private const uint ShareAll = 1 | 2 | 4;
    private const uint OpenExisting = 3;

    // The link itself, not its target; also folders.
    private const uint OpenReparsePoint = 0x00200000;
    private const uint BackupSemantics = 0x02000000;
    private const int FileRenameInfoEx = 22;

    // Replaces what exists, POSIX semantics, and whatever its read-only attribute says.
    private const int Flags = 0x1 | 0x2 | 0x40;

    // Longer paths need the prefix.
    private const int MaxPlainPath = 259;

    // Flags, root directory, length of the name in bytes; then the name, with a zero. The first two take as much as a pointer each.
    private static readonly int LengthAt = 2 * nint.Size;
    private static readonly int NameAt = LengthAt + sizeof(int);

    /// <summary>Renames a file to the name of another, which stays as long as others have it open, without its name.</summary>
    /// <param name="from">Full path.</param>
    /// <param name="to">Full path on the same volume.</param>
    /// <returns>False if the system refuses: it cannot, or who has the file open does not admit it.</returns>
    public static bool TryReplace(string from, string to)
    {
        using var file = CreateFile(Extended(from), Delete, ShareAll, 0, OpenExisting, OpenReparsePoint | BackupSemantics, 0);
        if (file.IsInvalid)
            return false;

        var name = MemoryMarshal.AsBytes(Extended(to).AsSpan());
        var rename = new byte[NameAt + name.Length + sizeof(char)];
        BitConverter.TryWriteBytes(rename, Flags);
        BitConverter.TryWriteBytes(rename.AsSpan(LengthAt), name.Length);
        name.CopyTo(rename.AsSpan(NameAt));
        return SetFileInformationByHandle(file, FileRenameInfoEx, rename, rename.Length);
    }

    private static string Extended(string path) =>
        Path.GetFullPath(path) is { Length: > MaxPlainPath } full && !full.StartsWith(@"\\", StringComparison.Ordinal) ? @"\\?\" + full : Path.GetFullPath(path);

    [DllImport("kernel32", EntryPoint = "CreateFileW", ExactSpelling = true, CharSet = CharSet.Unicode)]
    private static extern SafeFileHandle CreateFile(string path, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [DllImport("kernel32", ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetFileInformationByHandle(SafeFileHandle file, int kind, byte[] data, int length);
}
