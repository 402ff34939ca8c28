namespace Tango.IO;

/// <summary>Tells from an exception of a file operation why it was refused.</summary>
internal static class StorageFaults
{
    private const int FileExists = 17;
    private const int InvalidArgument = 22;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int TooManyLinks = 31;
    private const int WindowsWriteProtected = unchecked((int)0x80070013);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsFileExists = unchecked((int)0x80070050);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsInvalidName = unchecked((int)0x8007007B);
    private const int WindowsAlreadyExists = unchecked((int)0x800700B7);
    private const int WindowsQuotaExceeded = unchecked((int)0x8007050F);
    private const int WindowsPrivilegeNotHeld = unchecked((int)0x80070522);

    // These two differ between Unix systems.
    private static readonly int QuotaExceeded = OperatingSystem.IsLinux() ? 122 : 69;
    private static readonly int IllegalSequence = OperatingSystem.IsLinux() ? 84 : 92;

    /// <summary>The reason.</summary>
    /// <param name="exception">Thrown by a file operation.</param>
    public static StorageFault Of(Exception exception) => exception switch
    {
        UnauthorizedAccessException => StorageFault.Denied,
        DirectoryNotFoundException or FileNotFoundException => StorageFault.Removed,
        PathTooLongException => StorageFault.Unsupported,
        IOException when OperatingSystem.IsWindows() && SharingRetry.IsInUse(exception) => StorageFault.InUse,
        IOException { HResult: var code } => OperatingSystem.IsWindows() ? OfWindows(code) : OfUnix(code),

        // .NET throws these for invalid names, and for files that are too large for the file system.
        ArgumentException or NotSupportedException => StorageFault.Unsupported,
        _ => StorageFault.Other,
    };

    // IOException has the system's own error number.
    private static StorageFault OfUnix(int code) => code switch
    {
        NoSpace or TooManyLinks => StorageFault.Full,
        ReadOnlyFileSystem => StorageFault.Denied,
        FileExists or InvalidArgument => StorageFault.Unsupported,
        _ when code == QuotaExceeded => StorageFault.Full,
        _ when code == IllegalSequence => StorageFault.Unsupported,
        _ => StorageFault.Other,
    };

    private static StorageFault OfWindows(int code) => code switch
    {
        WindowsDiskFull or WindowsHandleDiskFull or WindowsQuotaExceeded => StorageFault.Full,
        WindowsWriteProtected => StorageFault.Denied,
        WindowsInvalidName or WindowsFileExists or WindowsAlreadyExists or WindowsPrivilegeNotHeld => StorageFault.Unsupported,
        _ => StorageFault.Other,
    };
}
