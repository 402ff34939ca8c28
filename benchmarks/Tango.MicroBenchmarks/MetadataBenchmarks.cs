using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tango.Caching;
using Tango.Caching.Entries;

namespace Tango.MicroBenchmarks;

/// <summary>The metadata of an entry as JSON; over the framework's reader of documents.</summary>
[MemoryDiagnoser]
public class MetadataBenchmarks
{
    private readonly EntryMetadata _metadata = new()
    {
        UniqueId = "Train-1-00000000000000000000000000000000",
        Step = "train",
        Type = "Train",
        Format = "json.zst",
        Files = [new EntryFile { Name = "result.json.zst", Size = 1_000, Sha256 = new string('0', 64) }],
    };

    private ReadOnlyMemory<byte> _json;

    [GlobalSetup]
    public void SetUp() => _json = EntryMetadataJson.Write(_metadata);

    [Benchmark(Baseline = true)]
    public JsonValueKind Document()
    {
        using var document = JsonDocument.Parse(_json);
        return document.RootElement.ValueKind;
    }

    [Benchmark]
    public object? Read() => EntryMetadataJson.Read(_json);

    [Benchmark]
    public int Write() => EntryMetadataJson.Write(_metadata).Length;
}
