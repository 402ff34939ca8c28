using System.Globalization;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;
using Tango.Execution.Plans;

namespace Tango.Benchmarks;

/// <summary>What it costs to run a step that does nothing, its result stored, over the work of the tools that only start processes.</summary>
internal static class RunBenchmark
{
    public static void Run(Options options, TextWriter output)
    {
        using var directory = TestDirectory.Create();
        var project = PipelineProject.Create(directory.PathOf("pipeline"), steps: 4);
        project.WriteReferences();
        foreach (var steps in options.Steps ?? [1_000])
            Measure(directory, project, steps, options, output);
    }

    private static void Measure(TestDirectory directory, PipelineProject project, int steps, Options options, TextWriter output)
    {
        // Leaves the plan that the worker is then given by itself.
        TaskProcess.Run(project, "first", steps);
        var plan = ExecutionPlanFile.Read(Path.Combine(project.StateDirectory("first"), "plan.json"));
        var timings = Rounds.Run(
            options.Rounds ?? 7,
            () => Work(project, plan with { Steps = [] }),
            () => Work(project, plan with { CacheDirectory = project.CacheDirectory(FreshName()) }),
            () => InTask(project, steps),
            () => Against(Peer.Ninja(directory.PathOf(FreshName()), steps)),
            () => Against(Peer.Make(directory.PathOf(FreshName()), steps)));
        Write(new Table(output, 1, "empty cache", "steps", "wall ms, min / median", "CPU ms, min / median", "ms per step, wall / CPU", "of ninja's"), steps, timings);
    }

    // Each run has folders of its own, and nothing is removed before the end: file systems are slow to make files where many were removed just now.
    private static string FreshName() => Guid.NewGuid().ToString("N");

    private static void Write(Table table, int steps, Timings[] timings)
    {
        var (start, ninja) = (Least(timings[0]), PerStep(timings[3], default, steps));
        Row(table, "worker: start and end (budget: 60 ms)", 0, timings[0], null, ninja);
        Row(table, "worker: run, less its start (budget: 1 ms a step)", steps, timings[1], PerStep(timings[1], start, steps), ninja);
        Row(table, "`TangoRun` as a whole: read, plan, run, record", steps, timings[2], PerStep(timings[2], default, steps), ninja);
        Row(table, "ninja, `echo x > file`", steps, timings[3], ninja, ninja);
        Row(table, "make, `echo x > file`", steps, timings[4], PerStep(timings[4], default, steps), ninja);
    }

    private static void Row(Table table, string what, int steps, Timings timings, Timing? perStep, Timing? ninja) => table.Row(
        what,
        steps.ToString("#,0", CultureInfo.InvariantCulture),
        timings.Wall.Min > 0 ? Table.Both(timings.Wall) : "not installed",
        timings.Wall.Min > 0 ? Table.Both(timings.Processor) : "",
        perStep is { } own ? $"{Table.Number(own.Wall)} / {Table.Number(own.Processor)}" : "",
        perStep is { } step && ninja is { } peer ? $"{Table.Ratio(step.Wall, peer.Wall)} / {Table.Ratio(step.Processor, peer.Processor)}" : "");

    private static Timing Least(Timings timings) => new(timings.Wall.Min, timings.Processor.Min);

    // No time at all is that of a peer that is not installed.
    private static Timing? PerStep(Timings timings, Timing start, int steps) => timings.Wall.Min > 0
        ? new((timings.Wall.Min - start.Wall) / steps, (timings.Processor.Min - start.Processor) / steps)
        : null;

    // The clock of the task, the processors of its process and of its worker.
    private static Timing InTask(PipelineProject project, int steps)
    {
        var wall = 0.0;
        var all = Timing.OfChildren(() => wall = TaskProcess.Run(project, FreshName(), steps).Cold.Wall);
        return all with { Wall = wall };
    }

    private static Timing Against(Peer? peer) => peer is null ? default : Timing.OfChildren(peer.Run);

    private static Timing Work(PipelineProject project, ExecutionPlan plan)
    {
        var path = project.PathOf("plan.json");
        ExecutionPlanFile.Write(path, plan);
        string[] arguments =
        [
            "exec", "--depsfile", project.DepsFile, "--runtimeconfig", project.RuntimeConfigFile, PipelineProject.WorkerAssembly, "run", path,
        ];
        return Timing.OfChildren(() => DotNet.RunAsync(project.DirectoryPath, arguments).GetAwaiter().GetResult().EnsureSuccess());
    }
}
