using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>
/// The permission to read, write and execute a file or folder, on systems that store it as bits: the nine of owner, group and others. The bits that make a program run as another
/// user are left out, because a result must not set them.
/// </summary>
internal static class PermissionBits
{
    /// <summary>To write, for all three.</summary>
    public const UnixFileMode Writing = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode Reading = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>To execute, or to enter a folder, for all three.</summary>
    public const UnixFileMode Executing = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>All nine.</summary>
    public const UnixFileMode All = Reading | Writing | Executing;

    /// <summary>All may read, and the owner may write: used for packed files whose bits are unknown.</summary>
    public const UnixFileMode Plain = Reading | UnixFileMode.UserWrite;

    /// <summary>The bits of an open file; null on Windows.</summary>
    public static UnixFileMode? Read(SafeFileHandle file) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(file) & All;

    /// <summary>The bits of a file or folder; null on Windows.</summary>
    /// <param name="path">Full path.</param>
    public static UnixFileMode? Read(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path) & All;

    /// <summary>Sets the bits if they differ; does nothing on Windows.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="bits">The bits; null: does nothing.</param>
    public static void Set(string path, UnixFileMode? bits)
    {
        if (bits is { } wanted && !OperatingSystem.IsWindows() && Read(path) != wanted)
            File.SetUnixFileMode(path, wanted);
    }

    /// <summary>
    /// Whether a file has the bits it was created with, as far as they matter to programs that use it: its owner can read it, and it is executable or not. The mask of the process that
    /// created it, and who shares its folder, decide on the bits of the group and of others.
    /// </summary>
    /// <param name="found">The bits of the file.</param>
    /// <param name="created">The bits it was created with.</param>
    public static bool Fit(UnixFileMode found, UnixFileMode created) =>
        (created & ~found & (UnixFileMode.UserRead | UnixFileMode.UserExecute)) == 0
        && (created.HasFlag(UnixFileMode.UserExecute) || (found & ~created & Executing) == 0);

    /// <summary>Whether the owner of a file can read and write it.</summary>
    public static bool MayOpen(UnixFileMode bits) => (~bits & (UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0;

    /// <summary>Three octal digits, the usual notation: <c>644</c>.</summary>
    public static string Format(UnixFileMode bits) => Convert.ToString((int)bits, 8).PadLeft(3, '0');

    /// <summary>Sets the bits, unless the file is another user's, or the file system has none.</summary>
    /// <param name="path">Full path.</param>
    [UnsupportedOSPlatform("windows")]
    public static void TrySet(string path, UnixFileMode bits)
    {
        try
        {
            File.SetUnixFileMode(path, bits);
        }
        catch (UnauthorizedAccessException)
        {
            // Its owner has set them.
        }
    }

    /// <inheritdoc cref="TrySet(string, UnixFileMode)"/>
    /// <param name="file">An open file.</param>
    [UnsupportedOSPlatform("windows")]
    public static void TrySet(SafeFileHandle file, UnixFileMode bits)
    {
        try
        {
            File.SetUnixFileMode(file, bits);
        }
        catch (UnauthorizedAccessException)
        {
            // Its owner has set them.
        }
    }

    /// <summary>The bits of a read-only copy that at least its owner can read.</summary>
    /// <param name="bits">Those of the original; null: all may read it.</param>
    public static UnixFileMode ReadOnly(UnixFileMode? bits) => ((bits ?? Reading) & ~Writing) | UnixFileMode.UserRead;
}
