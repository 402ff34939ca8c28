using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>
/// Permission bits in a folder that several users share. New files and folders get those of the folder, whatever the umask of the user who creates them: others can use them who
/// can use the folder, and nobody else. Does nothing on Windows, where access is inherited anyway.
/// </summary>
internal static class SharedMode
{
    private const UnixFileMode Others = PermissionBits.All & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Creates a folder, and the missing ones above it, with the bits of the shared folder.</summary>
    /// <param name="shared">Full path of the shared folder; created with the usual bits if it is missing.</param>
    /// <param name="path">Full path below it.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static void CreateFolder(string shared, string path)
    {
        if (Directory.Exists(path))
            return;

        if (OperatingSystem.IsWindows() || path.Length <= shared.Length)
        {
            Directory.CreateDirectory(path);
            return;
        }

        CreateFolder(shared, Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path);
        PermissionBits.TrySet(path, File.GetUnixFileMode(shared));
    }

    /// <summary>Gives a file that this user has created the bits of its folder, without those to execute.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="folder">Full path of its folder.</param>
    /// <param name="isReplaced">Whether others replace the file instead of writing to it: then only its owner may write.</param>
    public static void Apply(SafeFileHandle file, string folder, bool isReplaced)
    {
        if (OperatingSystem.IsWindows())
            return;

        var bits = File.GetUnixFileMode(folder) & PermissionBits.All & ~PermissionBits.Executing & ~(isReplaced ? PermissionBits.Writing : 0);
        bits |= UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (PermissionBits.Read(file) != bits)
            PermissionBits.TrySet(file, bits);
    }

    /// <summary>Gives a file of a result its bits, whatever the umask, as far as the folder admits others. A private file stays private.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="bits">Its bits.</param>
    /// <param name="folder">The bits of the shared folder; null: does nothing.</param>
    public static void ApplyToResult(SafeFileHandle file, UnixFileMode bits, UnixFileMode? folder)
    {
        if (!OperatingSystem.IsWindows() && folder is { } admitted)
            PermissionBits.TrySet(file, bits & (admitted | ~Others));
    }
}
