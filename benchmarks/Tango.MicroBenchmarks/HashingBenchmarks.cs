using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Tango.IO;

namespace Tango.MicroBenchmarks;

/// <summary>The digest of a file in the system's memory; over SHA-256 of the same bytes in this process's.</summary>
[MemoryDiagnoser]
public class HashingBenchmarks
{
    private string _path = "";
    private byte[] _content = [];

    [Params(1_000, 1_000_000)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _content = new byte[Bytes];
        new Random(1).NextBytes(_content);
        _path = Path.GetTempFileName();
        File.WriteAllBytes(_path, _content);
    }

    [GlobalCleanup]
    public void CleanUp() => File.Delete(_path);

    [Benchmark(Baseline = true)]
    public byte[] Memory() => SHA256.HashData(_content);

    [Benchmark]
    public object OfFile() => FileDigest.ComputeFile(_path);
}
