using System.Runtime.InteropServices;

namespace Tango.IO;

/// <summary>What macOS counts of processes: getrusage(2).</summary>
internal static class MacUsage
{
    private const int Self = 0;
    private const int Children = -1;

    // Two times, the peak, and thirteen numbers more.
    private const int Numbers = 18;

    /// <summary>What all children of this process took that have ended and were waited for; the peak is that of the largest.</summary>
    public static (TimeSpan CpuTime, long Peak) OfChildren() => Of(Children);

    /// <summary>The most memory that this process had resident, in bytes.</summary>
    public static long OwnPeak() => Of(Self).Peak;

    /// <summary>Reads the system's structure. Microseconds have 4 bytes and are followed by 4 that mean nothing; the peak is in bytes.</summary>
    internal static (TimeSpan CpuTime, long Peak) Read(ReadOnlySpan<long> usage) =>
        (TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds((int)usage[1] + (int)usage[3]), usage[4]);

    private static (TimeSpan CpuTime, long Peak) Of(int whose)
    {
        var usage = new long[Numbers];
        return GetResourceUsage(whose, usage) == 0 ? Read(usage) : throw new InvalidOperationException("getrusage failed.");
    }

    [DllImport("libc", EntryPoint = "getrusage", ExactSpelling = true)]
    private static extern int GetResourceUsage(int whose, [Out] long[] usage);
}
