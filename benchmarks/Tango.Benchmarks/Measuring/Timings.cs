namespace Tango.Benchmarks.Measuring;

/// <summary>The timings of one contestant.</summary>
internal sealed class Timings
{
    public Series Wall { get; } = new();

    public Series Processor { get; } = new();

    public void Add(Timing timing)
    {
        Wall.Add(timing.Wall);
        Processor.Add(timing.Processor);
    }
}
