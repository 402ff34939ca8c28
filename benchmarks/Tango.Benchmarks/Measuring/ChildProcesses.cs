using System.Runtime.InteropServices;

namespace Tango.Benchmarks.Measuring;

/// <summary>What the system knows of the processes that this one has started and waited for.</summary>
internal static class ChildProcesses
{
    private const int Children = -1;

    /// <summary>Their processor time, with that of the processes that they waited for; zero where the system does not tell.</summary>
    public static TimeSpan ProcessorTime()
    {
        if (!OperatingSystem.IsLinux())
            return TimeSpan.Zero;

        var usage = default(Usage);
        return GetUsage(Children, ref usage) == 0
            ? usage.User.ToTimeSpan() + usage.System.ToTimeSpan()
            : throw new InvalidOperationException("getrusage failed.");
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetUsage(int who, ref Usage usage);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        private readonly nint _seconds;
        private readonly nint _microseconds;

        public TimeSpan ToTimeSpan() => TimeSpan.FromSeconds(_seconds) + TimeSpan.FromMicroseconds(_microseconds);
    }

    // The system fills in sixteen words after the two times; none of them is of interest here.
    [StructLayout(LayoutKind.Sequential, Size = 32 * sizeof(long))]
    private readonly struct Usage
    {
        public readonly Time User;
        public readonly Time System;
    }
}
