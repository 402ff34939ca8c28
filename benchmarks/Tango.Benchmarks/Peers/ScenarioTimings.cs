using System.Globalization;
using Tango.Benchmarks.Measuring;

namespace Tango.Benchmarks.Peers;

/// <summary>What a tool took in one scenario, and how many steps it ran.</summary>
internal sealed class ScenarioTimings
{
    private readonly Timings _timings = new();
    private int _ran;

    public void Add(Timing timing, int ran)
    {
        _timings.Add(timing);
        _ran = ran;
    }

    /// <summary>The least milliseconds: the clock, processors where they are known; and the steps that ran.</summary>
    public string Write()
    {
        var processor = _timings.Processor.Min > 0 ? $" / {Table.Number(_timings.Processor.Min)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Table.Number(_timings.Wall.Min)}{processor} ({_ran:#,0})");
    }
}
