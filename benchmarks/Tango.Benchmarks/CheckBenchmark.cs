using System.Globalization;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;

namespace Tango.Benchmarks;

/// <summary>How long a graph takes when there is nothing to do: the check of a build, and the plan somebody asks for.</summary>
internal static class CheckBenchmark
{
    private const int WarmRepeats = 5;

    public static void Run(Options options, TextWriter output)
    {
        using var directory = TestDirectory.Create();
        var project = PipelineProject.Create(directory.PathOf("pipeline"), steps: 4);
        project.WriteReferences();
        var table = new Table(
            output, 1, "up-to-date graph, in a cold process", "steps", "wall ms, min / median", "CPU ms, min / median", "ms warm", "methods compiled", "of ninja's CPU, min");
        var compiled = CompiledTasks.CopyProgram(directory.PathOf("compiled"));
        foreach (var steps in options.Steps ?? [100, 200, 1_000, 10_000])
            Measure(project, compiled, Name(steps), Peer.Ninja(directory.PathOf("ninja-" + Name(steps)), steps), steps, options, table);
    }

    private static void Measure(PipelineProject project, string? compiled, string pipeline, Peer? ninja, int steps, Options options, Table table)
    {
        // Tasks built twice are two versions: each has a record of its own.
        var ownPipeline = pipeline + "-compiled";
        TaskProcess.Run(project, pipeline, steps);
        if (compiled is not null)
            TaskProcess.Run(project, ownPipeline, steps, program: compiled);

        ninja?.Run();
        TaskTiming? check = null;
        TaskTiming? compiledCheck = null;
        TaskTiming? plan = null;
        var timings = Rounds.Run(
            options.Rounds ?? (steps > 1_000 ? 7 : 11),
            () => (check = TaskProcess.Run(project, pipeline, steps, WarmRepeats).EnsureUpToDate()).Cold,
            () => compiled is null ? default : (compiledCheck = TaskProcess.Run(project, ownPipeline, steps, WarmRepeats, compiled).EnsureUpToDate()).Cold,
            () => (plan = TaskProcess.Plan(project, pipeline, steps, WarmRepeats)).Cold,
            () => ninja is null ? default : Timing.OfChildren(ninja.Run));
        var peer = ninja is null ? null : timings[3];
        Write(table, "the check of `TangoRun`" + Budget(steps), steps, timings[0], check, peer);
        if (compiled is not null)
            Write(table, "the same, compiled ahead of time" + Budget(steps), steps, timings[1], compiledCheck, peer);

        Write(table, "the plan of `TangoPlan`", steps, timings[2], plan, peer);
        Write(table, ninja is null ? "ninja is not installed" : "ninja, the whole process", steps, timings[3], null, peer);
    }

    private static string Name(int steps) => steps.ToString(CultureInfo.InvariantCulture);

    private static string Budget(int steps) => steps switch
    {
        200 => " (budget: 10 ms)",
        1_000 => " (budget: 25 ms)",
        10_000 => " (budget: 200 ms)",
        _ => "",
    };

    private static void Write(Table table, string what, int steps, Timings timings, TaskTiming? task, Timings? peer) => table.Row(
        what,
        steps.ToString("#,0", CultureInfo.InvariantCulture),
        Table.Both(timings.Wall),
        Table.Both(timings.Processor),
        task is null ? "" : Table.Number(task.Warm),
        task is null ? "" : task.CompiledMethods.ToString(CultureInfo.InvariantCulture),
        peer is null ? "" : Table.Ratio(timings.Processor.Min, peer.Processor.Min));
}
