using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Benchmarks.Steps;
using Tango.Build.TestKit;
using Tango.Graph;
using Tango.Identity;
using Tango.Steps;

namespace Tango.Benchmarks;

/// <summary>What ids cost over the hashing that there is no way around.</summary>
internal static class IdentityBenchmark
{
    private const int Steps = 10_000;
    private const int Integers = 2_000_000;
    private const int LargeFile = 128 << 20;
    private const int ManyFiles = 32;

    // Of a step of the generated graph: scheme, type, code, format, two arguments, and what they come to.
    private const int HashesOfStep = 7;

    public static void Run(Options options, TextWriter output)
    {
        var table = new Table(output, 1, "identity", "wall ms, min / median", "CPU ms, min / median", "peer: wall ms, min / median", "of the peer's wall, min", "of its CPU, min");
        var rounds = options.Rounds ?? 11;
        MeasureGraph(rounds, table);
        MeasureLongArgument(rounds, table);
        MeasureEncoding(rounds, table);
        using var directory = TestDirectory.Create();
        MeasureFiles(directory, 1, rounds, table);
        MeasureFiles(directory, ManyFiles, rounds, table);
    }

    private static void MeasureGraph(int rounds, Table table)
    {
        var graph = Build([.. Enumerable.Range(0, Steps).Select(Declare)]);
        var message = new byte[32];
        Compare(table, $"ids of {Text(Steps)} steps; peer: SHA-256 of {Text(Steps * HashesOfStep)} short messages", rounds, () => Identify(graph), () =>
        {
            for (var i = 0; i < Steps * HashesOfStep; i++)
                SHA256.HashData(message, message);
        });
    }

    private static void MeasureLongArgument(int rounds, Table table)
    {
        ImmutableArray<string> parts = [.. Numbers().Select(number => number.ToString(CultureInfo.InvariantCulture))];
        var graph = Build([new("sum", [new DeclaredValue.Text("Type", nameof(Sum)), new DeclaredValue.Text("Numbers", string.Join(';', parts), parts)])]);
        var encoded = Encoded();
        Compare(table, $"id of a step with a list of {Text(Integers)} integers; peer: SHA-256 of their encoding", rounds, () => Identify(graph), () => SHA256.HashData(encoded));
    }

    private static void MeasureEncoding(int rounds, Table table)
    {
        var numbers = Numbers();
        var encoded = Encoded();
        Compare(table, $"`CanonicalWriter`, {Text(Integers)} integers; peer: the same", rounds, () => Encode(numbers), () => SHA256.HashData(encoded));
    }

    private static void MeasureFiles(TestDirectory directory, int count, int rounds, Table table)
    {
        var content = new byte[LargeFile / count];
        new Random(1).NextBytes(content);
        var paths = Enumerable.Range(0, count).Select(index => directory.PathOf(string.Create(CultureInfo.InvariantCulture, $"{count}-{index}"))).ToArray();
        foreach (var path in paths)
            File.WriteAllBytes(path, content);

        var what = count == 1 ? "an input file" : $"{Text(count)} input files";
        Compare(table, $"{what} of {Text(content.Length >> 20)} MiB; peer: SHA-256 of as much memory, one thread (budget: 1.25 × of its CPU)", rounds, () => Hash(paths), () =>
        {
            for (var i = 0; i < count; i++)
                SHA256.HashData(content);
        });
    }

    private static void Compare(Table table, string what, int rounds, Action work, Action peer)
    {
        // Both are compiled and optimised before they are measured.
        Rounds.Run(3, () => Timing.OfThisProcess(work), () => Timing.OfThisProcess(peer));
        var timings = Rounds.Run(rounds, () => Timing.OfThisProcess(work), () => Timing.OfThisProcess(peer));
        table.Row(
            what,
            Table.Both(timings[0].Wall),
            Table.Both(timings[0].Processor),
            Table.Both(timings[1].Wall),
            Table.Ratio(timings[0].Wall.Min, timings[1].Wall.Min),
            Table.Ratio(timings[0].Processor.Min, timings[1].Processor.Min));
    }

    private static StepDeclaration Declare(int step)
    {
        var (a, b) = LayeredGraph.Arguments(step);
        return new(
            LayeredGraph.Name(step),
            [new DeclaredValue.Text("Type", nameof(Add)), new DeclaredValue.Text("A", a), new DeclaredValue.Text("B", b)]);
    }

    private static StepGraph Build(IReadOnlyList<StepDeclaration> declarations)
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var catalog = StepTypeReader.Read(new StepAssemblies(typeof(Add).Assembly.Location) { References = [.. framework] });
        return new GraphBuilder(catalog, AppContext.BaseDirectory).Build(declarations);
    }

    private static void Identify(StepGraph graph) => new StepIdentifier(new InputFileHasher(new FileHashCache())).Identify(graph);

    private static void Hash(string[] paths) => new InputFileHasher(new FileHashCache()).Prepare(paths, CancellationToken.None);

    private static void Encode(int[] numbers)
    {
        using var writer = new CanonicalWriter();
        writer.BeginList(numbers.Length);
        foreach (var number in numbers)
            writer.WriteInteger(number);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        writer.Finish(hash);
    }

    private static int[] Numbers()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Integers).Select(_ => random.Next())];
    }

    // A tag, a length and four bytes for almost each of them.
    private static byte[] Encoded() => new byte[Integers * 6];

    private static string Text(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
