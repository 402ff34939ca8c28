using System.Diagnostics;

namespace Tango.IO;

/// <summary>
/// What a child took, with all processes that it waited for, as Linux tells when it has ended. .NET takes the end of its children too; where it is faster, only the sum over all children is left, which is
/// that of one child if there was no other. Other systems tell nothing about a child's children.
/// </summary>
internal sealed class ExitUsage
{
    // The kernel counts memory in portions for each processor.
    private const long Inaccuracy = 32 * 1024 * 1024;

    private readonly Task<(TimeSpan CpuTime, long Peak)?> _exit;
    private readonly (TimeSpan CpuTime, long Peak) _before;
    private readonly long _ownPeak;

    private ExitUsage(int child, (TimeSpan CpuTime, long Peak) before)
    {
        _before = before;

        // On a separate thread, which blocks in a system call.
        _exit = Task.Factory.StartNew(() => LinuxUsage.WaitFor(child), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ownPeak = LinuxUsage.OwnPeak() ?? long.MaxValue - Inaccuracy;
    }

    /// <summary>Starts a process, and follows it.</summary>
    /// <returns>Null if the system tells nothing.</returns>
    public static ExitUsage? Start(Process process)
    {
        if (!LinuxUsage.IsAvailable)
        {
            process.Start();
            return null;
        }

        var before = LinuxUsage.OfChildren();
        process.Start();
        return new ExitUsage(process.Id, before);
    }

    /// <summary>What it took; called when it has ended and .NET knows that.</summary>
    /// <param name="wasOnlyChild">Whether this process had no other child in the meantime.</param>
    public async Task<ResourceUsage> ReadAsync(bool wasOnlyChild)
    {
        if (await _exit.ConfigureAwait(false) is { } exit)
            return new(exit.CpuTime, PeakOf(exit.Peak));

        if (!wasOnlyChild)
            return ResourceUsage.Unknown;

        var after = LinuxUsage.OfChildren();
        return new(after.CpuTime - _before.CpuTime, after.Peak > _before.Peak ? PeakOf(after.Peak) : null);
    }

    // A child begins as a copy of this process, whose memory counts as its own: a smaller peak than that cannot be told.
    private long? PeakOf(long peak) => peak > _ownPeak + Inaccuracy ? peak : null;
}
