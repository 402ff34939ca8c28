using System.Diagnostics;

namespace Tango.IO;

/// <summary>What a child took, from the sums over all children that have ended: they tell it if there was no other child. Includes all processes that it waited for.</summary>
internal sealed class SummedUsage : ExitUsage
{
    // Systems count memory in portions for each processor.
    private const long Inaccuracy = 32 * 1024 * 1024;

    private readonly Func<(TimeSpan CpuTime, long Peak)> _ofChildren;
    private readonly (TimeSpan CpuTime, long Peak) _before;
    private readonly long _ownPeak;

    private SummedUsage(Func<(TimeSpan CpuTime, long Peak)> ofChildren, (TimeSpan CpuTime, long Peak) before, long? ownPeak)
    {
        _ofChildren = ofChildren;
        _before = before;
        _ownPeak = ownPeak ?? long.MaxValue - Inaccuracy;
    }

    /// <summary>Starts a process.</summary>
    /// <param name="ofChildren">The processor time of all children that have ended, and the peak of the largest.</param>
    /// <param name="ownPeak">The most memory that this process had; null if that is not known.</param>
    public static SummedUsage StartProcess(Process process, Func<(TimeSpan CpuTime, long Peak)> ofChildren, long? ownPeak)
    {
        var before = ofChildren();
        process.Start();
        return new SummedUsage(ofChildren, before, ownPeak);
    }

    /// <inheritdoc/>
    public override Task<ResourceUsage> ReadAsync(bool wasOnlyChild) => Task.FromResult(Read(wasOnlyChild));

    /// <summary>What it took.</summary>
    /// <param name="wasOnlyChild">Whether this process had no other child in the meantime.</param>
    public ResourceUsage Read(bool wasOnlyChild)
    {
        if (!wasOnlyChild)
            return ResourceUsage.Unknown;

        var after = _ofChildren();
        return new(after.CpuTime - _before.CpuTime, after.Peak > _before.Peak ? PeakOf(after.Peak) : null);
    }

    /// <summary>A peak that is the child's own; null if it may be this process's: a child begins as a copy of it, whose memory counts too.</summary>
    public long? PeakOf(long peak) => peak > _ownPeak + Inaccuracy ? peak : null;
}
