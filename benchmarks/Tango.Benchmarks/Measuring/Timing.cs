using System.Diagnostics;

namespace Tango.Benchmarks.Measuring;

/// <summary>What one piece of work took.</summary>
/// <param name="Wall">Milliseconds on the clock.</param>
/// <param name="Processor">Milliseconds of processor time, of all threads or processes.</param>
internal readonly record struct Timing(double Wall, double Processor)
{
    /// <summary>Times work of this process.</summary>
    public static Timing OfThisProcess(Action work) => Of(work, () => Environment.CpuUsage.TotalTime);

    /// <summary>Times work of processes that are started and waited for in it, with those that they start.</summary>
    public static Timing OfChildren(Action work) => Of(work, ChildProcesses.ProcessorTime);

    private static Timing Of(Action work, Func<TimeSpan> processorTime)
    {
        var processor = processorTime();
        var started = Stopwatch.GetTimestamp();
        work();
        var wall = Stopwatch.GetElapsedTime(started);
        return new(wall.TotalMilliseconds, (processorTime() - processor).TotalMilliseconds);
    }
}
