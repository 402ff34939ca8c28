using System.Globalization;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;

namespace Tango.Benchmarks;

/// <summary>What the first build of a fresh clone costs the engine when all results are in the local cache, over the check of a build that has nothing to do.</summary>
internal static class CloneBenchmark
{
    public static void Run(Options options, TextWriter output)
    {
        using var directory = TestDirectory.Create();
        var project = PipelineProject.Create(directory.PathOf("pipeline"), steps: 4);
        project.WriteReferences();
        var table = new Table(output, 1, "in a cold process", "steps", "wall ms, min / median", "CPU ms, min / median", "methods compiled", "of the check's wall, min (goal: 3 ×)", "of its CPU, min");
        var compiled = CompiledTasks.CopyProgram(directory.PathOf("compiled"));
        foreach (var steps in options.Steps ?? [1_000])
        {
            Measure(project, null, "", steps, options.Rounds ?? 7, table);
            if (compiled is not null)
                Measure(project, compiled, ", compiled ahead of time", steps, options.Rounds ?? 7, table);
        }
    }

    private static void Measure(PipelineProject project, string? program, string kind, int steps, int rounds, Table table)
    {
        // Tasks built twice are two versions: each has a record of its own.
        var pipeline = steps.ToString(CultureInfo.InvariantCulture) + (program is null ? "" : "-compiled");
        TaskProcess.Run(project, pipeline, steps, program: program);
        TaskTiming? check = null;
        TaskTiming? clone = null;
        var timings = Rounds.Run(
            rounds,
            () => (check = TaskProcess.Run(project, pipeline, steps, program: program).EnsureUpToDate()).Cold,
            () => (clone = InClone(project, pipeline, steps, program).EnsureUpToDate()).Cold);
        Write(table, "the check of a build with nothing to do" + kind, steps, timings[0], check!, timings[0]);
        Write(table, "a fresh clone with a warm cache" + kind, steps, timings[1], clone!, timings[0]);
    }

    // A clone has nothing of what earlier builds remembered. Its steps are compiled already: that is the compiler's time.
    private static TaskTiming InClone(PipelineProject project, string pipeline, int steps, string? program)
    {
        Directory.Delete(project.StateDirectory(pipeline), recursive: true);
        return TaskProcess.Run(project, pipeline, steps, program: program);
    }

    private static void Write(Table table, string what, int steps, Timings timings, TaskTiming timing, Timings check) => table.Row(
        what,
        steps.ToString("#,0", CultureInfo.InvariantCulture),
        Table.Both(timings.Wall),
        Table.Both(timings.Processor),
        timing.CompiledMethods.ToString(CultureInfo.InvariantCulture),
        Table.Ratio(timings.Wall.Min, check.Wall.Min),
        Table.Ratio(timings.Processor.Min, check.Processor.Min));
}
