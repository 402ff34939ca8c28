using System.Diagnostics;

namespace Tango.IO;

/// <summary>What a child took, with all processes that it waited for, as Linux tells whoever waits for it. .NET takes the end of its children too; where it is faster, only the sums over all children are left.</summary>
internal sealed class WaitedUsage : ExitUsage
{
    private readonly SummedUsage _sums;
    private readonly Task<(TimeSpan CpuTime, long Peak)?> _exit;

    private WaitedUsage(SummedUsage sums, int child)
    {
        _sums = sums;

        // On a separate thread, which blocks in a system call.
        _exit = Task.Factory.StartNew(() => LinuxUsage.WaitFor(child), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Starts a process.</summary>
    public static WaitedUsage StartProcess(Process process) => new(SummedUsage.StartProcess(process, LinuxUsage.OfChildren, LinuxUsage.OwnPeak()), process.Id);

    /// <inheritdoc/>
    public override async Task<ResourceUsage> ReadAsync(bool wasOnlyChild) =>
        await _exit.ConfigureAwait(false) is { } exit ? new(exit.CpuTime, _sums.PeakOf(exit.Peak)) : _sums.Read(wasOnlyChild);
}
