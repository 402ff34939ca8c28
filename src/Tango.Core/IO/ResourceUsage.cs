namespace Tango.IO;

/// <summary>What a process took of the machine. What the system does not tell exactly is not known: a wrong number would be compared with others.</summary>
/// <param name="CpuTime">The time that processors worked for it, in user and kernel mode; null if it is not known.</param>
/// <param name="PeakMemory">The most memory that it had resident at any time, in bytes; null if it is not known.</param>
internal sealed record ResourceUsage(TimeSpan? CpuTime, long? PeakMemory)
{
    /// <summary>Nothing is known.</summary>
    public static ResourceUsage Unknown { get; } = new(null, null);

    /// <summary>What this one and then another took.</summary>
    public ResourceUsage Then(ResourceUsage next) =>
        new(CpuTime + next.CpuTime, PeakMemory is { } own && next.PeakMemory is { } other ? Math.Max(own, other) : null);
}
