using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;

namespace Tango.Benchmarks;

/// <summary>What Tango adds to a build that has nothing to do.</summary>
internal static class BuildBenchmark
{
    private const int Steps = 4;
    private const string NothingToDo = "all 4 steps are up to date";

    public static void Run(Options options, TextWriter output)
    {
        using var directory = TestDirectory.Create();
        var with = PipelineProject.Create(directory.PathOf("with"), Steps);
        var without = PipelineProject.Create(directory.PathOf("without"), steps: 0);
        if (!with.Build("--no-restore").Contains(NothingToDo, StringComparison.Ordinal))
            throw new InvalidOperationException("The build is not up to date.");

        var timings = Rounds.Run(
            options.Rounds ?? 21,
            () => Timing.OfChildren(() => without.Build("--no-restore")),
            () => Timing.OfChildren(() => with.Build("--no-restore")));
        Write(output, timings[0], timings[1]);
    }

    private static void Write(TextWriter output, Timings without, Timings with)
    {
        var table = new Table(output, 1, "up-to-date `dotnet build --no-restore`", "wall ms, min / median", "CPU ms, min / median");
        table.Row("without Tango", Table.Both(without.Wall), Table.Both(without.Processor));
        table.Row("with Tango and 4 steps", Table.Both(with.Wall), Table.Both(with.Processor));
        table.Row("added, ms", Added(with.Wall, without.Wall), Added(with.Processor, without.Processor));
        table.Row("added, per cent (budget: 5, and 50 ms)", Share(with.Wall, without.Wall), Share(with.Processor, without.Processor));
    }

    private static string Added(Series with, Series without) =>
        $"{Table.Number(with.Min - without.Min)} / {Table.Number(with.Median - without.Median)}";

    private static string Share(Series with, Series without) =>
        $"{Table.Number(100 * (with.Min / without.Min - 1))} / {Table.Number(100 * (with.Median / without.Median - 1))}";
}
