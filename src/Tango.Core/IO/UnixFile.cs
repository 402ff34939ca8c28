using System.Runtime.InteropServices;
using System.Text;

namespace Tango.IO;

/// <summary>
/// Looks at files on Unix by one system call that tells the inode too, which .NET keeps to itself: through the shim that every .NET runtime brings along and uses for this.
/// What the shim fills in is internal to the runtime. It is known of .NET 10; in a later runtime it is compared, once a process, with what .NET says of known files, and where
/// they differ nothing here is used (docs/decisions/0009).
/// </summary>
internal static class UnixFile
{
    // Flags, mode, user, group: 4 bytes each. Size, and then seconds and nanoseconds of access, writing, change and birth; device, device's own number, inode: 8 bytes each.
    private const int ModeAt = 4;
    private const int SizeAt = 16;
    private const int WrittenAt = SizeAt + 8 + 16;
    private const int InodeAt = SizeAt + 8 + (4 * 16) + 16;

    // Twice what it fills in today.
    private const int BufferSize = 256;

    private const int TypeMask = 0xF000;
    private const int DirectoryType = 0x4000;
    private const long UnixEpochTicks = 621_355_968_000_000_000;
    private const long TicksOfNanosecond = 100;

    private const int KnownRuntime = 10;

    private static readonly bool IsUsable = !OperatingSystem.IsWindows() && (Environment.Version.Major == KnownRuntime || IsAsKnown());

    /// <summary>Looks at a file, through links.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="stamp">What was seen.</param>
    /// <returns>False where this runtime or system does not tell.</returns>
    public static bool TryStamp(string path, out FileStamp stamp)
    {
        stamp = FileStamp.Missing;
        if (!IsUsable)
        {
            return false;
        }

        Span<byte> status = stackalloc byte[BufferSize];
        if (TryStat(path, status) && (BitConverter.ToInt32(status[ModeAt..]) & TypeMask) != DirectoryType)
        {
            stamp = StampIn(status);
        }

        return true;
    }

    /// <summary>Whether size and time are what .NET says of two files, and the inode is something that tells them apart.</summary>
    internal static bool IsAsKnown()
    {
        try
        {
            return IdOf(typeof(object).Assembly.Location) is { } one && IdOf(typeof(UnixFile).Assembly.Location) is { } other && one != other;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another kind of runtime: what .NET tells on every system has to do.
            return false;
        }
    }

    private static long? IdOf(string path)
    {
        Span<byte> status = stackalloc byte[BufferSize];
        return path.Length > 0 && TryStat(path, status) && StampIn(status) is { FileId: not 0 } stamp && stamp with { FileId = 0 } == FileStamp.PortableOf(path)
            ? stamp.FileId
            : null;
    }

    private static bool TryStat(string path, Span<byte> status)
    {
        var length = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        Span<byte> name = length <= 1024 ? stackalloc byte[length] : new byte[length];
        name[Encoding.UTF8.GetBytes(path, name)] = 0;
        unsafe
        {
            fixed (byte* nameStart = name, statusStart = status)
            {
                return Stat(nameStart, statusStart) == 0;
            }
        }
    }

    private static FileStamp StampIn(ReadOnlySpan<byte> status) => new(
        BitConverter.ToInt64(status[SizeAt..]),
        UnixEpochTicks + (BitConverter.ToInt64(status[WrittenAt..]) * TimeSpan.TicksPerSecond) + (BitConverter.ToInt64(status[(WrittenAt + 8)..]) / TicksOfNanosecond),
        BitConverter.ToInt64(status[InodeAt..]));

    // Only pointers to bytes: with nothing to convert, no stub has to be compiled in a cold process.
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat", ExactSpelling = true)]
    private static extern unsafe int Stat(byte* path, byte* status);
}
