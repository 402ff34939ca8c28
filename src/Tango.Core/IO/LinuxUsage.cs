using System.Globalization;
using System.Runtime.InteropServices;

namespace Tango.IO;

/// <summary>What Linux counts of processes: getrusage(2), waitid(2) and proc(5). Only for processes of 64 bits, in which all numbers of the system's structures have 8 bytes.</summary>
internal static class LinuxUsage
{
    private const int Children = -1;
    private const int OfProcess = 1;

    // WEXITED, and WNOWAIT: .NET waits for the child too, and must find it.
    private const int EndedAndNotTaken = 0x4 | 0x01000000;
    private const int Interrupted = 4;

    // user and system time, each in seconds and microseconds, then the peak in KB, and eleven numbers more. The C library may reserve as many.
    private const int Numbers = 32;
    private const int InfoSize = 128;

    /// <summary>Whether this process can read it.</summary>
    public static bool IsAvailable => OperatingSystem.IsLinux() && Waitid is not null;

    private static int? Waitid => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 247,
        Architecture.Arm64 or Architecture.LoongArch64 or Architecture.RiscV64 => 95,
        _ => null,
    };

    /// <summary>Waits for the end of a child, which blocks the thread.</summary>
    /// <returns>What it took, with its own children that it waited for; null if .NET was faster: then the system has forgotten it.</returns>
    public static (TimeSpan CpuTime, long Peak)? WaitFor(int child)
    {
        var usage = new long[Numbers];
        nint result;
        do
        {
            result = SystemCall(Waitid!.Value, OfProcess, child, new byte[InfoSize], EndedAndNotTaken, usage);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return result == 0 ? Read(usage) : null;
    }

    /// <summary>What all children of this process took that have ended and were waited for; the peak is that of the largest.</summary>
    public static (TimeSpan CpuTime, long Peak) OfChildren()
    {
        var usage = new long[Numbers];
        return GetResourceUsage(Children, usage) == 0 ? Read(usage) : throw new InvalidOperationException("getrusage failed.");
    }

    /// <summary>The most memory that this process had resident since its start, or since <see cref="TryForgetPeak"/>, in bytes; null if the system does not tell.</summary>
    public static long? OwnPeak()
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal) && long.TryParse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                    return size * 1024;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without /proc it is not known.
        }

        return null;
    }

    /// <summary>Makes the memory that this process has now its peak.</summary>
    /// <returns>Whether the system allows that.</returns>
    public static bool TryForgetPeak()
    {
        try
        {
            using var file = new FileStream("/proc/self/clear_refs", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write("5"u8);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static (TimeSpan CpuTime, long Peak) Read(long[] usage) => (TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]), usage[4] * 1024);

    // The C library's own waitid does not pass on what the kernel's has as its last argument.
    [DllImport("libc", EntryPoint = "syscall", ExactSpelling = true, SetLastError = true)]
    private static extern nint SystemCall(nint number, nint kind, nint id, [Out] byte[] info, nint options, [Out] long[] usage);

    [DllImport("libc", EntryPoint = "getrusage", ExactSpelling = true)]
    private static extern int GetResourceUsage(int whose, [Out] long[] usage);
}
