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
        // Leaves the plan that the worker is given by itself.
        Forget(project, steps);
        TaskProcess.Run(project, steps);
        var plan = directory.PathOf("plan.json");
        var nothing = directory.PathOf("nothing.json");
        File.Copy(Path.Combine(project.StateDirectory(steps), "plan.json"), plan, overwrite: true);
        ExecutionPlanFile.Write(nothing, ExecutionPlanFile.Read(plan) with { Steps = [] });
        var ninja = Peer.Ninja(directory.PathOf("ninja"), steps);
        var make = Peer.Make(directory.PathOf("make"), steps);

        var timings = Rounds.Run(
            options.Rounds ?? 7,
            () => Timing.OfChildren(() => Work(project, nothing)),
            () => Anew(() => Forget(project, steps), () => Work(project, plan)),
            () => InTask(project, steps),
            () => Against(ninja),
            () => Against(make));
        Write(new Table(output, 1, "empty cache", "steps", "wall ms, min / median", "CPU ms, min / median", "wall ms per step, min", "of ninja's"), steps, timings, ninja, make);
    }

    private static void Write(Table table, int steps, Timings[] timings, Peer? ninja, Peer? make)
    {
        var start = timings[0].Wall.Min;
        var perStep = ninja is null ? (double?)null : timings[3].Wall.Min / steps;
        Write(table, "worker: start and end (budget: 60 ms)", 0, timings[0], null, null);
        Write(table, "worker: run, less its start (budget: 1 ms a step)", steps, timings[1], (timings[1].Wall.Min - start) / steps, perStep);
        Write(table, "`TangoRun` as a whole: read, plan, run, record", steps, timings[2], timings[2].Wall.Min / steps, perStep);
        Write(table, ninja is null ? "ninja is not installed" : "ninja, `echo x > file`", steps, timings[3], perStep, perStep);
        Write(table, make is null ? "make is not installed" : "make, `echo x > file`", steps, timings[4], make is null ? null : timings[4].Wall.Min / steps, perStep);
    }

    private static void Write(Table table, string what, int steps, Timings timings, double? perStep, double? peer) => table.Row(
        what,
        steps.ToString("#,0", CultureInfo.InvariantCulture),
        Table.Both(timings.Wall),
        Table.Both(timings.Processor),
        perStep is { } value ? Table.Number(value) : "",
        perStep is { } own && peer is { } others ? Table.Ratio(own, others) : "");

    private static Timing Anew(Action clean, Action work)
    {
        clean();
        return Timing.OfChildren(work);
    }

    // The clock of the task, the processors of its process and of its worker.
    private static Timing InTask(PipelineProject project, int steps)
    {
        var wall = 0.0;
        var all = Anew(() => Forget(project, steps), () => wall = TaskProcess.Run(project, steps).Cold.Wall);
        return all with { Wall = wall };
    }

    private static Timing Against(Peer? peer) => peer is null ? default : Anew(peer.Clean, peer.Run);

    private static void Work(PipelineProject project, string plan) => DotNet.RunAsync(
        project.DirectoryPath,
        ["exec", "--depsfile", project.DepsFile, "--runtimeconfig", project.RuntimeConfigFile, PipelineProject.WorkerAssembly, "run", plan])
        .GetAwaiter().GetResult().EnsureSuccess();

    private static void Forget(PipelineProject project, int steps)
    {
        foreach (var directory in (string[])[project.CacheDirectory, project.StateDirectory(steps)])
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }
}
