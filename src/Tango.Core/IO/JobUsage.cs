using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Tango.IO;

/// <summary>
/// The processor time of a child with all processes that it started, as Windows counts it for a job object. What Windows tells of the memory of a job is not what was resident, so nothing is told of that.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class JobUsage : ExitUsage
{
    private const int BasicAccounting = 1;
    private const int ExtendedLimit = 9;

    // JOB_OBJECT_LIMIT_BREAKAWAY_OK: a program that starts another one outside of its job must not fail because it is in one.
    private const int BreakawayAllowed = 0x800;
    private const int ExtendedLimitSize = 144;
    private const int FlagsOffset = 16;

    // .NET cannot start a process in a job. What the process starts before it is put into the job does not count. What still runs of that is seen; nothing has begun and ended in less time than this, which
    // a process needs to load its own libraries.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMilliseconds(10);

    private readonly JobHandle _job;

    private JobUsage(JobHandle job) => _job = job;

    /// <summary>Starts a process.</summary>
    /// <returns>Null if it is not known that all is counted.</returns>
    /// <remarks>Throws what <see cref="Process.Start()"/> throws.</remarks>
    public static JobUsage? StartProcess(Process process)
    {
        var job = CreateJob(0, null);
        var isCounted = false;
        try
        {
            process.Start();
            isCounted = !job.IsInvalid && TryAllowBreakaway(job) && TryAssign(job, process);
            return isCounted ? new JobUsage(job) : null;
        }
        finally
        {
            if (!isCounted)
                job.Dispose();
        }
    }

    /// <summary>Whether a process that was started a moment ago has not been able to start another one that has ended since.</summary>
    /// <param name="started">When it was started.</param>
    /// <param name="now">A clock that was set back meanwhile tells nothing.</param>
    internal static bool HasJustStarted(DateTime started, DateTime now) => now.ToUniversalTime() - started.ToUniversalTime() is var age && age >= TimeSpan.Zero && age < LongestStart;

    /// <inheritdoc/>
    public override Task<ResourceUsage> ReadAsync(bool wasOnlyChild)
    {
        var isKnown = Query(_job, BasicAccounting, out var counts, Marshal.SizeOf<Accounting>(), 0) && counts.ActiveProcesses == 0;

        // Windows counts by the ticks of its clock: of a shorter time it knows nothing.
        var time = TimeSpan.FromTicks(counts.UserTime + counts.KernelTime);
        return Task.FromResult(new ResourceUsage(isKnown && time > TimeSpan.Zero ? time : null, PeakMemory: null));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Ends no process: that would be a limit of the job.
        _job.Dispose();
        base.Dispose();
    }

    private static bool TryAllowBreakaway(JobHandle job)
    {
        var limits = new byte[ExtendedLimitSize];
        BitConverter.TryWriteBytes(limits.AsSpan(FlagsOffset), BreakawayAllowed);
        return SetInformation(job, ExtendedLimit, limits, limits.Length);
    }

    private static bool TryAssign(JobHandle job, Process process)
    {
        try
        {
            return Assign(job, process.SafeHandle) && HasJustStarted(process.StartTime, DateTime.UtcNow) && ProcessTable.HasChildren(process.Id) == false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
            return false;
        }
    }

    [DllImport("kernel32", EntryPoint = "CreateJobObjectW", ExactSpelling = true, CharSet = CharSet.Unicode)]
    private static extern JobHandle CreateJob(nint attributes, string? name);

    [DllImport("kernel32", EntryPoint = "AssignProcessToJobObject", ExactSpelling = true)]
    private static extern bool Assign(JobHandle job, SafeProcessHandle process);

    [DllImport("kernel32", EntryPoint = "SetInformationJobObject", ExactSpelling = true)]
    private static extern bool SetInformation(JobHandle job, int kind, byte[] limits, int size);

    [DllImport("kernel32", EntryPoint = "QueryInformationJobObject", ExactSpelling = true)]
    private static extern bool Query(JobHandle job, int kind, out Accounting counts, int size, nint returned);

    /// <summary>JOBOBJECT_BASIC_ACCOUNTING_INFORMATION. Times are in units of 100 nanoseconds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Accounting
    {
        public long UserTime;
        public long KernelTime;
        public long PeriodUserTime;
        public long PeriodKernelTime;
        public int PageFaults;
        public int Processes;
        public int ActiveProcesses;
        public int TerminatedProcesses;
    }

    private sealed class JobHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => CloseHandle(handle);

        [DllImport("kernel32", ExactSpelling = true)]
        private static extern bool CloseHandle(nint handle);
    }
}
