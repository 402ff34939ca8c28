namespace Tango.Benchmarks.Measuring;

/// <summary>Lets contestants take turns, A B A B: what slows the machine down for a while slows down all of them.</summary>
internal static class Rounds
{
    /// <summary>Runs them, and gives the timings of each, in their order.</summary>
    public static Timings[] Run(int count, params Func<Timing>[] contestants)
    {
        var timings = contestants.Select(_ => new Timings()).ToArray();
        for (var round = 0; round < count; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
                timings[i].Add(contestants[i]());
        }

        return timings;
    }
}
