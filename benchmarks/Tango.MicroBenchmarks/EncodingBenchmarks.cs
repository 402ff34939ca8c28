using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tango.Identity;

namespace Tango.MicroBenchmarks;

/// <summary>The canonical encoding of a long list, hashed; over its JSON, hashed.</summary>
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private readonly int[] _numbers = [.. Enumerable.Range(0, 10_000)];
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    [Benchmark(Baseline = true)]
    public int Json() => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(_numbers), _hash);

    [Benchmark]
    public void Canonical()
    {
        using var writer = new CanonicalWriter();
        writer.BeginList(_numbers.Length);
        foreach (var number in _numbers)
            writer.WriteInteger(number);

        writer.Finish(_hash);
    }
}
