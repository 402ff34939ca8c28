using System.Diagnostics;

namespace Tango.IO;

/// <summary>What a child took, with the processes that it started, as the system tells when it has ended (docs/decisions/0042, 0050).</summary>
internal abstract class ExitUsage : IDisposable
{
    /// <summary>Starts a process, and follows it.</summary>
    /// <returns>Null if the system tells nothing.</returns>
    public static ExitUsage? Start(Process process)
    {
        if (LinuxUsage.IsAvailable)
            return WaitedUsage.StartProcess(process);

        if (OperatingSystem.IsMacOS())
            return SummedUsage.StartProcess(process, MacUsage.OfChildren, MacUsage.OwnPeak());

        if (OperatingSystem.IsWindows() && Environment.Is64BitProcess)
            return JobUsage.StartProcess(process);

        process.Start();
        return null;
    }

    /// <summary>What it took; called when it has ended and .NET knows that.</summary>
    /// <param name="wasOnlyChild">Whether this process had no other child in the meantime.</param>
    public abstract Task<ResourceUsage> ReadAsync(bool wasOnlyChild);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
