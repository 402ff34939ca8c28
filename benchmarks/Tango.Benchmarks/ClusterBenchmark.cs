using System.Diagnostics;
using System.Globalization;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;
using Tango.Execution;
using Tango.Execution.Plans;
using Tango.Execution.Slurm;
using Tango.Runs;

namespace Tango.Benchmarks;

/// <summary>What a build does while a cluster of 1,000 nodes runs its steps: the real run loop, submissions, job folders and reports; only the cluster is simulated.</summary>
internal static class ClusterBenchmark
{
    private const int Nodes = 1_000;
    private const int Width = 10_000;
    private const int MaxJobs = 10_000;

    // Faster, and the driver would be the limit that a cluster is.
    private const int Factor = 20;

    public static void Run(Options options, TextWriter output)
    {
        var table = new Table(
            output, 1, "a cluster of 1,000 nodes of 8 processors, steps of a minute", "steps", "simulated time, s", "driver: CPU s", "peak memory, MB", "calls of sbatch", "of squeue", "calls a second", "jobs lost with a node");
        foreach (var steps in options.Steps ?? [1_000, 10_000, 100_000])
            Measure(steps, table);
    }

    private static void Measure(int count, Table table)
    {
        using var directory = TestDirectory.Create();
        var plan = Plan(count, directory.PathOf("cache"));
        var clock = new FastClock(Factor);
        using var cluster = new SimulatedCluster(clock, Nodes, plan.Steps.ToDictionary(step => step.UniqueId, step => step.Name, StringComparer.Ordinal));
        var before = Environment.CpuUsage.TotalTime;
        RunAsync(plan, cluster, clock).GetAwaiter().GetResult();
        var time = clock.Elapsed.TotalSeconds;
        if (cluster.Stored.Count != count)
            throw new InvalidOperationException($"{cluster.Stored.Count} of {count} steps have run.");

        table.Row(
            "the driver, with the simulation",
            Number(count),
            Number(time),
            Table.Number((Environment.CpuUsage.TotalTime - before).TotalSeconds),
            Number(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6),
            Number(cluster.Submissions),
            Number(cluster.Questions),
            Table.Number((cluster.Submissions + cluster.Questions) / time),
            Number(cluster.Lost));
    }

    private static async Task RunAsync(ExecutionPlan plan, SimulatedCluster cluster, FastClock clock)
    {
        var observer = new RunObservers();
        await using var session = new SlurmSession(plan, cluster, _ => { }, clock, CancellationToken.None);
        var executor = new SlurmExecutor(session, new Nowhere(), job => new JobRun(session, job, () => cluster.Stored.ContainsKey(job.UniqueId), () => null, observer.OnEvent), _ => { });
        await new RunLoop(plan, executor, observer).RunAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static ExecutionPlan Plan(int count, string cache)
    {
        var steps = new ExecutionStep[count];
        for (var i = 0; i < count; i++)
        {
            string[] needed = i < Width ? [] : [Name(i - Width), Name(i - Width - (i % Width == 0 ? -1 : 1))];
            steps[i] = new ExecutionStep
            {
                Name = Name(i),
                UniqueId = $"Simulated-{i.ToString("D32", CultureInfo.InvariantCulture)}",
                Method = new StepMethod("Simulation", "Simulated", "Run"),
                Type = "Simulated",
                Format = "json",
                IsCacheable = true,
                After = [.. needed],
            };
        }

        return new ExecutionPlan
        {
            ToolVersion = "simulation",
            CacheDirectory = Directory.CreateDirectory(cache).FullName,
            Options = new() { MaxParallelism = 1 },
            Slurm = new() { Worker = ["dotnet"], MaxJobs = MaxJobs },
            Steps = [.. steps],
        };
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private sealed class Nowhere : IStepExecutor
    {
        public Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken) => throw new InvalidOperationException($"'{job.Name}' is no job.");
    }
}
