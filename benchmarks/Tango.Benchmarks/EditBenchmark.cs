using System.Globalization;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;

namespace Tango.Benchmarks;

/// <summary>What one edit costs the engine when all results are in the local cache: an argument of the last step changes to and fro. And a plan from nothing, which takes the same way.</summary>
internal static class EditBenchmark
{
    public static void Run(Options options, TextWriter output)
    {
        using var directory = TestDirectory.Create();
        var project = PipelineProject.Create(directory.PathOf("pipeline"), steps: 4);
        project.WriteReferences();
        var table = new Table(
            output, 1, "in a cold process", "steps", "wall ms, min / median", "CPU ms, min / median (goal at 1,000: 60 ms)", "methods compiled", "peak memory, MiB");
        var compiled = CompiledTasks.CopyProgram(directory.PathOf("compiled"));
        foreach (var steps in options.Steps ?? [1_000, 10_000])
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
        TaskProcess.RunEdited(project, pipeline, steps, program);
        TaskTiming? edit = null;
        TaskTiming? plan = null;
        var timings = Rounds.Run(
            rounds,
            () => (edit = TaskProcess.Run(project, pipeline, steps, program: program).EnsureUpToDate()).Cold,
            () => (edit = TaskProcess.RunEdited(project, pipeline, steps, program).EnsureUpToDate()).Cold,
            () => (plan = TaskProcess.Plan(project, pipeline, steps, program: program)).Cold);
        Write(table, "one edit, all results cached" + kind, steps, timings[1], edit!);
        Write(table, "the plan of `TangoPlan`" + kind, steps, timings[2], plan!);
    }

    private static void Write(Table table, string what, int steps, Timings timings, TaskTiming timing) => table.Row(
        what,
        steps.ToString("#,0", CultureInfo.InvariantCulture),
        Table.Both(timings.Wall),
        Table.Both(timings.Processor),
        timing.CompiledMethods.ToString(CultureInfo.InvariantCulture),
        timing.PeakMebibytes.ToString("#,0", CultureInfo.InvariantCulture));
}
