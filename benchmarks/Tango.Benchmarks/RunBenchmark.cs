using System.Globalization;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;
using Tango.Execution;

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
        Write(new Table(output, 1, "empty cache", "steps", "wall ms, min / median", "CPU ms, min / median", "wall ms per step, min", "of ninja's"), steps, timings);
    }

    // Each run has folders of its own, and nothing is removed before the end: file systems are slow to make files where many were removed just now.
    private static string FreshName() => Guid.NewGuid().ToString("N");

    private static void Write(Table table, int steps, Timings[] timings)
    {
        var start = timings[0].Wall.Min;
        var ninja = timings[3].Wall.Min / steps;
        Write(table, "worker: start and end (budget: 60 ms)", 0, timings[0], 0, 0);
        Write(table, "worker: run, less its start (budget: 1 ms a step)", steps, timings[1], (timings[1].Wall.Min - start) / steps, ninja);
        Write(table, "`TangoRun` as a whole: read, plan, run, record", steps, timings[2], timings[2].Wall.Min / steps, ninja);
        Write(table, "ninja, `echo x > file`", steps, timings[3], ninja, ninja);
        Write(table, "make, `echo x > file`", steps, timings[4], timings[4].Wall.Min / steps, ninja);
    }

    // No time at all: a peer that is not installed.
    private static void Write(Table table, string what, int steps, Timings timings, double perStep, double peer) => table.Row(
        what,
        steps.ToString("#,0", CultureInfo.InvariantCulture),
        timings.Wall.Min > 0 ? Table.Both(timings.Wall) : "not installed",
        timings.Wall.Min > 0 ? Table.Both(timings.Processor) : "",
        perStep > 0 ? Table.Number(perStep) : "",
        perStep > 0 && peer > 0 ? Table.Ratio(perStep, peer) : "");

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
