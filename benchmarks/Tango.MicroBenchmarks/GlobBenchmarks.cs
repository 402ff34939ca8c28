using System.Globalization;
using BenchmarkDotNet.Attributes;
using Tango.IO;

namespace Tango.MicroBenchmarks;

/// <summary>The files of a pattern among a thousand; over the framework's enumeration.</summary>
[MemoryDiagnoser]
public class GlobBenchmarks
{
    private const int Files = 1_000;

    private string _directory = "";

    [GlobalSetup]
    public void SetUp()
    {
        _directory = Directory.CreateTempSubdirectory("tango-").FullName;
        for (var file = 0; file < Files; file++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_directory, (file % 10).ToString(CultureInfo.InvariantCulture)));
            File.WriteAllText(Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{file}.{(file % 2 == 0 ? "csv" : "txt")}")), "");
        }
    }

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_directory, recursive: true);

    [Benchmark(Baseline = true)]
    public int Enumeration() => Directory.EnumerateFiles(_directory, "*.csv", SearchOption.AllDirectories).Count();

    [Benchmark]
    public int Pattern() => Glob.Files(_directory, "**/*.csv").Count;
}
