using System.Globalization;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;

namespace Tango.Benchmarks;

/// <summary>How much memory and time a sequence takes on its way into the cache and back, in a process with less memory than the sequence has text.</summary>
internal static class StreamBenchmark
{
    public static void Run(Options options, TextWriter output)
    {
        using var directory = TestDirectory.Create();
        var table = new Table(
            output, 1, $"a sequence of texts, stored and read again, heap limited to {StreamProcess.HeapLimit >> 20} MiB", "MiB of text", "wall ms, min / median", "CPU ms, min / median", "peak memory, MiB");
        foreach (var mebibytes in (ReadOnlySpan<int>)[16, 64, 256])
            Measure(directory, mebibytes, options.Rounds ?? 3, table);
    }

    private static void Measure(TestDirectory directory, int mebibytes, int rounds, Table table)
    {
        var (cache, file) = (new Series(), new Series());
        var timings = Rounds.Run(
            rounds,
            () => Take(StreamProcess.ThroughCache(directory.PathOf(Guid.NewGuid().ToString("N")), mebibytes), cache),
            () => Take(StreamProcess.ThroughFile(directory.PathOf(Guid.NewGuid().ToString("N")), mebibytes), file));
        Write(table, "cache, format `jsonl`: written, flushed, hashed; verified, read", mebibytes, timings[0], cache);
        Write(table, "peer: a JSON text a line, by `StreamWriter` and `StreamReader`", mebibytes, timings[1], file);
    }

    private static Timing Take((Timing Timing, double Peak) measured, Series peaks)
    {
        peaks.Add(measured.Peak);
        return measured.Timing;
    }

    private static void Write(Table table, string what, int mebibytes, Timings timings, Series peaks) => table.Row(
        what, mebibytes.ToString(CultureInfo.InvariantCulture), Table.Both(timings.Wall), Table.Both(timings.Processor), Table.Number(peaks.Median));
}
