using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tango.Formats;

namespace Tango.MicroBenchmarks;

/// <summary>A list of records in a format, to memory and back; over the framework's JSON.</summary>
[MemoryDiagnoser]
public class FormatBenchmarks
{
    private readonly List<Row> _rows = [.. Enumerable.Range(0, 1_000).Select(number => new Row(number, $"row {number}", number / 8.0))];

    [Params("json", "jsonl")]
    public string Format { get; set; } = "";

    [Benchmark(Baseline = true)]
    public int Json() => JsonSerializer.Deserialize<List<Row>>(JsonSerializer.SerializeToUtf8Bytes(_rows))!.Count;

    [Benchmark]
    public async Task<int> WriteAndRead()
    {
        var format = new FormatRegistry().Find(FormatName.Parse(Format));
        var memory = new MemoryResult();
        await format.WriteAsync(_rows, typeof(List<Row>), memory, CancellationToken.None).ConfigureAwait(false);
        return ((List<Row>)await format.ReadAsync(typeof(List<Row>), memory, CancellationToken.None).ConfigureAwait(false)).Count;
    }

    public sealed record Row(int Number, string Name, double Value);
}
