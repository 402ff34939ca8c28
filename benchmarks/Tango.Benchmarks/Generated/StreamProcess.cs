using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;
using Tango.Caching;

namespace Tango.Benchmarks.Generated;

/// <summary>Sends a long sequence to the disk and back, in a process of its own with little memory. The other end of it is <see cref="Serve"/>.</summary>
internal static class StreamProcess
{
    /// <summary>The verb of the command line that leads to <see cref="Serve"/>.</summary>
    public const string Verb = "sequence";

    /// <summary>How many bytes the process may have on its heap.</summary>
    public const int HeapLimit = 32 << 20;

    private const int TextLength = 1024;

    /// <summary>Through a cache.</summary>
    /// <param name="directory">An empty folder.</param>
    /// <param name="mebibytes">The length of all texts.</param>
    public static (Timing Timing, double PeakMebibytes) ThroughCache(string directory, int mebibytes) => Start("cache", directory, mebibytes);

    /// <summary>Through a file of lines.</summary>
    /// <param name="directory">An empty folder.</param>
    /// <param name="mebibytes">The length of all texts.</param>
    public static (Timing Timing, double PeakMebibytes) ThroughFile(string directory, int mebibytes) => Start("file", directory, mebibytes);

    /// <summary>The process: <c>sequence cache|file DIRECTORY COUNT</c>.</summary>
    public static int Serve(string[] arguments)
    {
        var (directory, count) = (arguments[2], int.Parse(arguments[3], CultureInfo.InvariantCulture));
        Directory.CreateDirectory(directory);
        var length = 0L;
        var timing = Timing.OfThisProcess(() => length = arguments[1] == "cache" ? SendThroughCache(directory, count) : SendThroughFile(directory, count));
        if (length != (long)count * TextLength)
            throw new InvalidOperationException("Not every text came back.");

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{timing.Wall} {timing.Processor} {self.PeakWorkingSet64 / 1024.0 / 1024.0}"));
        return 0;
    }

    private static (Timing Timing, double PeakMebibytes) Start(string way, string directory, int mebibytes)
    {
        var count = (mebibytes << 20) / TextLength;
        var result = DotNet.RunAsync(
            Repository.Root,
            ["exec", typeof(StreamProcess).Assembly.Location, Verb, way, directory, count.ToString(CultureInfo.InvariantCulture)],
            [new("DOTNET_GCHeapHardLimit", HeapLimit.ToString("X", CultureInfo.InvariantCulture))]).GetAwaiter().GetResult().EnsureSuccess();
        double[] numbers = [.. result.Output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return (new(numbers[0], numbers[1]), numbers[2]);
    }

    private static long SendThroughCache(string directory, int count)
    {
        var cache = new DirectoryStepCache(directory);
        var metadata = new EntryMetadata { UniqueId = "Texts-1", Step = "texts", Type = "Texts", Format = "jsonl" };
        cache.PutAsync(metadata, Texts(count), typeof(IEnumerable<string>)).AsTask().GetAwaiter().GetResult();
        var read = cache.TryGetAsync(metadata.UniqueId, typeof(IEnumerable<string>)).AsTask().GetAwaiter().GetResult();
        return ((IEnumerable<string>)read.Value!).Sum(text => (long)text.Length);
    }

    private static long SendThroughFile(string directory, int count)
    {
        var path = Path.Combine(directory, "texts.jsonl");
        using (var writer = new StreamWriter(path))
        {
            foreach (var text in Texts(count))
                writer.WriteLine(JsonSerializer.Serialize(text));
        }

        return File.ReadLines(path).Sum(line => (long)JsonSerializer.Deserialize<string>(line)!.Length);
    }

    private static IEnumerable<string> Texts(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i.ToString(CultureInfo.InvariantCulture).PadLeft(TextLength, '.');
    }
}
