using System.Runtime.InteropServices;
using System.Text;

namespace Tango.IO;

/// <summary>
/// Reads the status of files on Unix with one system call that also returns the inode and the time of change, which .NET does not expose: with the native shim of the .NET
/// runtime. The struct that the shim fills is internal to the runtime. It is known for .NET 10. In a later runtime it is compared, once per process, with what .NET returns for
/// known files; if they differ, this class is not used (docs/decisions/0009).
/// </summary>
internal static class UnixFile
{
    // Flags, mode, user, group: 4 bytes each. Size, and then seconds and nanoseconds of access, writing, change and birth; device, device's own number, inode: 8 bytes each.
    private const int ModeAt = 4;
    private const int SizeAt = 16;
    private const int WrittenAt = SizeAt + 8 + 16;
    private const int ChangedAt = WrittenAt + 16;
    private const int InodeAt = SizeAt + 8 + (4 * 16) + 16;

    // Twice the current size.
    private const int BufferSize = 256;

    private const int TypeMask = 0xF000;
    private const int PermissionMask = 0x0FFF;
    private const int DirectoryType = 0x4000;
    private const int FileType = 0x8000;
    private const long UnixEpochTicks = 621_355_968_000_000_000;
    private const long TicksOfNanosecond = 100;

    private const int KnownRuntime = 10;

    private static readonly bool IsUsable = !OperatingSystem.IsWindows() && (Environment.Version.Major == KnownRuntime || IsAsKnown());

    /// <summary>Stamps a file, following links.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>False if this runtime or system does not support it.</returns>
    /// <remarks>Not by <see cref="TryStatus"/>: up-to-date builds stamp files, and would have to compile all that makes a status.</remarks>
    public static bool TryStamp(string path, out FileStamp stamp)
    {
        stamp = default;
        if (!IsUsable)
            return false;

        Span<byte> status = stackalloc byte[BufferSize];
        stamp = TryStat(path, followsLinks: true, status) ? FollowedStampIn(status) : FileStamp.Missing;
        return true;
    }

    /// <summary>Stamps a file, following links.</summary>
    /// <param name="path">Full path in UTF-8, with NUL at its end.</param>
    /// <returns>False if this runtime or system does not support it.</returns>
    public static bool TryStamp(ReadOnlySpan<byte> path, out FileStamp stamp)
    {
        stamp = default;
        if (!IsUsable)
            return false;

        Span<byte> status = stackalloc byte[BufferSize];
        stamp = TryStat(path, followsLinks: true, status) ? FollowedStampIn(status) : FileStamp.Missing;
        return true;
    }

    /// <summary>Finds out whether there is a regular file, following links.</summary>
    /// <param name="path">Full path.</param>
    /// <returns>False if this runtime or system does not support it.</returns>
    /// <remarks>As for <see cref="TryStamp(string, out FileStamp)"/>.</remarks>
    public static bool TryIsFile(string path, out bool isFile)
    {
        isFile = false;
        if (!IsUsable)
            return false;

        Span<byte> status = stackalloc byte[BufferSize];
        isFile = TryStat(path, followsLinks: true, status) && (BitConverter.ToInt32(status[ModeAt..]) & TypeMask) == FileType;
        return true;
    }

    /// <summary>Reads the status of a path.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="followsLinks">Whether to return the status of a link's target.</param>
    /// <returns>False if this runtime or system does not support it.</returns>
    public static bool TryStatus(string path, bool followsLinks, out FileStatus found)
    {
        found = FileStatus.Missing;
        if (!IsUsable)
            return false;

        Span<byte> status = stackalloc byte[BufferSize];
        if (TryStat(path, followsLinks, status))
        {
            var mode = BitConverter.ToInt32(status[ModeAt..]);
            found = new(KindOf(mode & TypeMask), (UnixFileMode)(mode & PermissionMask), StampIn(status));
        }

        return true;
    }

    /// <summary>Whether size and time are the same as from .NET for two files, and the inode distinguishes them.</summary>
    internal static bool IsAsKnown()
    {
        try
        {
            return IdOf(typeof(object).Assembly.Location) is { } one && IdOf(typeof(UnixFile).Assembly.Location) is { } other && one != other;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another kind of runtime: the portable data is used.
            return false;
        }
    }

    private static long? IdOf(string path)
    {
        Span<byte> status = stackalloc byte[BufferSize];
        return path.Length > 0 && TryStat(path, followsLinks: true, status) && StampIn(status) is { FileId: not 0 } stamp
            && stamp with { FileId = 0, ChangedTicks = 0 } == FileStamp.PortableOf(path)
            ? stamp.FileId
            : null;
    }

    private static FileKind KindOf(int type) => type switch
    {
        0x1000 => FileKind.Pipe,
        DirectoryType => FileKind.Directory,
        0xA000 => FileKind.Link,
        0xC000 => FileKind.Socket,
        0x2000 or 0x6000 => FileKind.Device,
        _ => FileKind.Regular,
    };

    private static bool TryStat(string path, bool followsLinks, Span<byte> status)
    {
        var length = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        Span<byte> name = length <= 1024 ? stackalloc byte[length] : new byte[length];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        return TryStat(name, followsLinks, status);
    }

    private static unsafe bool TryStat(ReadOnlySpan<byte> path, bool followsLinks, Span<byte> status)
    {
        fixed (byte* pathStart = path, statusStart = status)
            return (followsLinks ? Stat(pathStart, statusStart) : LinkStat(pathStart, statusStart)) == 0;
    }

    private static FileStamp FollowedStampIn(ReadOnlySpan<byte> status) =>
        (BitConverter.ToInt32(status[ModeAt..]) & TypeMask) == DirectoryType ? FileStamp.Directory : StampIn(status);

    private static FileStamp StampIn(ReadOnlySpan<byte> status) => new(
        BitConverter.ToInt64(status[SizeAt..]), TicksAt(status, WrittenAt), TicksAt(status, ChangedAt), BitConverter.ToInt64(status[InodeAt..]));

    private static long TicksAt(ReadOnlySpan<byte> status, int at) =>
        UnixEpochTicks + (BitConverter.ToInt64(status[at..]) * TimeSpan.TicksPerSecond) + (BitConverter.ToInt64(status[(at + 8)..]) / TicksOfNanosecond);

    // Only pointers to bytes: without marshalling, no stub has to be compiled in a cold process.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat", ExactSpelling = true)]
    private static extern unsafe int Stat(byte* path, byte* status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat", ExactSpelling = true)]
    private static extern unsafe int LinkStat(byte* path, byte* status);
}
