using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Benchmarks.Peers;
using Tango.Build.TestKit;
using Tango.Caching;

namespace Tango.Benchmarks;

/// <summary>Large results, stored, read and exported, over <c>cp</c>, a flush, and SHA-256 of the same bytes by as many threads.</summary>
internal static class LargeBenchmark
{
    private const long FileBytes = 2L << 30;
    private const int FolderFiles = 20_000;
    private const int SequenceRecords = 10_000_000;

    public static void Run(Options options, TextWriter output)
    {
        var table = new Table(output, 1, "large result", "wall ms, min / median", "CPU ms, min / median", "peer: wall ms, min / median", "peer: CPU ms, min", "of the peer's wall, min (goal: 1.2 ×)");
        var rounds = options.Rounds ?? 3;
        using var directory = TestDirectory.Create();
        MeasureFile(directory, (long)(FileBytes * options.Share), rounds, table);
        MeasureFolder(directory, (int)(FolderFiles * options.Share), rounds, table);
        MeasureSequence(directory, (int)(SequenceRecords * options.Share), rounds, table);
    }

    private static void MeasureFile(TestDirectory directory, long bytes, int rounds, Table table)
    {
        var source = directory.PathOf("large.bin");
        LargeContent.WriteFile(source, bytes);
        MeasureFiles(directory, $"a file of {Text(bytes >> 20)} MiB", new OutputFile(source), "file", [source], rounds, table);
        File.Delete(source);
    }

    private static void MeasureFolder(TestDirectory directory, int count, int rounds, Table table)
    {
        var source = directory.PathOf("many");
        LargeContent.WriteFolder(source, count);
        MeasureFiles(directory, $"a folder of {Text(count)} files", new OutputDirectory(source), "directory", new OutputDirectory(source).Files(), rounds, table);
    }

    private static void MeasureFiles(TestDirectory directory, string what, object result, string format, IReadOnlyList<string> files, int rounds, Table table)
    {
        var (cache, metadata) = (new DirectoryStepCache(directory.PathOf("cache-" + format)), Metadata(format));
        var copy = directory.PathOf("copy-" + format);
        var export = directory.PathOf("export-" + format);
        Compare(
            table,
            $"{what}, stored; peer: `cp`, flushed, SHA-256",
            rounds,
            () => Put(cache, metadata, result, result.GetType()),
            () => Parallel.Invoke(() => Copy(result.ToString()!, copy), () => Hash(files)),
            () => Remove(cache, metadata, copy));
        Compare(table, $"{what}, verified and given to a step; peer: SHA-256", rounds, () => Get(cache, metadata, result.GetType()), () => Hash(files));
        Compare(
            table,
            $"{what}, exported; peer: SHA-256, `cp`",
            rounds,
            () => cache.ExportAsync(metadata.UniqueId, export).AsTask().GetAwaiter().GetResult(),
            () =>
            {
                Hash(files);
                ToolProcess.Run(directory.Path, "cp", ["-r", result.ToString()!, copy]);
            },
            () => Remove(export, copy));
        Remove(cache, metadata, export, copy);
    }

    private static void MeasureSequence(TestDirectory directory, int count, int rounds, Table table)
    {
        var (cache, metadata) = (new DirectoryStepCache(directory.PathOf("cache-sequence")), Metadata("jsonl"));
        var file = directory.PathOf("records.jsonl");
        var what = $"a sequence of {Text(count)} records";
        Compare(
            table,
            $"{what}, stored; peer: JSON lines, flushed",
            rounds,
            () => Put(cache, metadata, LargeContent.Records(count), typeof(IEnumerable<LargeRecord>)),
            () => WriteLines(file, count),
            () => Remove(cache, metadata, file));
        Compare(
            table,
            $"{what}, verified and read; peer: JSON lines",
            rounds,
            () => Expect(count, ((IEnumerable<LargeRecord>)Get(cache, metadata, typeof(IEnumerable<LargeRecord>))).Count()),
            () => Expect(count, ReadLines(file)));
        Remove(cache, metadata, file);
    }

    private static void Compare(Table table, string what, int rounds, Action work, Action peer, Action? clear = null)
    {
        var timings = Rounds.Run(rounds, () => Time(work, clear), () => Time(peer, clear));
        table.Row(
            what,
            Table.Both(timings[0].Wall),
            Table.Both(timings[0].Processor),
            Table.Both(timings[1].Wall),
            Table.Number(timings[1].Processor.Min),
            Table.Ratio(timings[0].Wall.Min, timings[1].Wall.Min));

        // What comes next works with the result.
        if (clear is not null)
        {
            clear();
            Parallel.Invoke(work, peer);
        }
    }

    private static Timing Time(Action work, Action? clear)
    {
        clear?.Invoke();
        var children = ChildProcesses.ProcessorTime();
        var timing = Timing.OfThisProcess(work);
        return timing with { Processor = timing.Processor + (ChildProcesses.ProcessorTime() - children).TotalMilliseconds };
    }

    private static void Remove(DirectoryStepCache cache, EntryMetadata metadata, params string[] paths)
    {
        cache.Remove(metadata.UniqueId);
        Remove(paths);
    }

    private static void Remove(params string[] paths)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }

        // What was written and removed is no work of the next one.
        ToolProcess.Run(Path.GetTempPath(), "sync", []);
    }

    private static void Copy(string from, string to)
    {
        ToolProcess.Run(Path.GetTempPath(), "cp", ["-r", from, to]);
        ToolProcess.Run(Path.GetTempPath(), "sync", ["--file-system", to]);
    }

    private static void Hash(IReadOnlyList<string> files) => Parallel.ForEach(files, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        SHA256.HashData(file);
    });

    private static void WriteLines(string path, int count)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        foreach (var record in LargeContent.Records(count))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(record));
            file.WriteByte((byte)'\n');
        }

        file.Flush(flushToDisk: true);
    }

    private static int ReadLines(string path) => File.ReadLines(path).Count(line => JsonSerializer.Deserialize<LargeRecord>(line) is not null);

    private static void Put(DirectoryStepCache cache, EntryMetadata metadata, object result, Type type) =>
        cache.PutAsync(metadata, result, type).AsTask().GetAwaiter().GetResult();

    private static object Get(DirectoryStepCache cache, EntryMetadata metadata, Type type) =>
        cache.TryGetAsync(metadata.UniqueId, type).AsTask().GetAwaiter().GetResult().Value ?? throw new InvalidOperationException("The result is not there.");

    private static void Expect(int expected, int found)
    {
        if (found != expected)
            throw new InvalidOperationException($"{found} records came back instead of {expected}.");
    }

    private static EntryMetadata Metadata(string format) => new() { UniqueId = $"Large-{format}", Step = "large", Type = "Large", Format = format };

    private static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
