using System.Globalization;
using Tango.Benchmarks.Measuring;

namespace Tango.Benchmarks.Generated;

/// <summary>What the execution of a task took.</summary>
/// <param name="Cold">In a process that never did it before.</param>
/// <param name="CompiledMethods">How many methods were compiled for that.</param>
/// <param name="Warm">Milliseconds on the clock of the fastest repetition in the same process.</param>
/// <param name="IsUpToDate">Whether the task ran steps and found nothing to do.</param>
/// <param name="PeakMebibytes">The most memory that the process had, runtime included.</param>
internal sealed record TaskTiming(Timing Cold, int CompiledMethods, double Warm, bool IsUpToDate, long PeakMebibytes)
{
    /// <summary>As a line of text.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Cold.Wall} {Cold.Processor} {CompiledMethods} {Warm} {IsUpToDate} {PeakMebibytes}");

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TaskTiming Read(string line)
    {
        var parts = line.Split(' ');
        return new(
            new(double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)),
            int.Parse(parts[2], CultureInfo.InvariantCulture),
            double.Parse(parts[3], CultureInfo.InvariantCulture),
            bool.Parse(parts[4]),
            long.Parse(parts[5], CultureInfo.InvariantCulture));
    }

    /// <summary>This, if the task found nothing to do.</summary>
    public TaskTiming EnsureUpToDate() =>
        IsUpToDate ? this : throw new InvalidOperationException("A pipeline that was brought up to date is not.");
}
