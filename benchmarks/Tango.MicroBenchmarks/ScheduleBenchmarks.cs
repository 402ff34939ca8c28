using System.Globalization;
using BenchmarkDotNet.Attributes;
using Tango.Execution;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.MicroBenchmarks;

/// <summary>The schedule alone: steps in layers of ten that end at once; over as many tasks.</summary>
[MemoryDiagnoser]
public class ScheduleBenchmarks
{
    private const int Width = 10;

    private ExecutionPlan _plan = null!;

    [Params(100, 1_000, 10_000)]
    public int Steps { get; set; }

    [GlobalSetup]
    public void SetUp() => _plan = new ExecutionPlan
    {
        ToolVersion = "benchmark",
        CacheDirectory = Path.GetTempPath(),
        Options = new() { MaxParallelism = 2 },
        Steps = [.. Enumerable.Range(0, Steps).Select(Create)],
    };

    [Benchmark(Baseline = true)]
    public Task Tasks() => Task.WhenAll(_plan.Steps.Select(_ => Task.Run(() => { })));

    [Benchmark]
    public Task Schedule() => new RunLoop(_plan, new AtOnce(), new RunObservers()).RunAsync(CancellationToken.None);

    private static ExecutionStep Create(int step) => new()
    {
        Name = Name(step),
        UniqueId = $"Step-{step.ToString("D32", CultureInfo.InvariantCulture)}",
        Method = new StepMethod("Benchmark", "Step", "Run"),
        Type = "Step",
        Format = "json",
        IsCacheable = true,
        After = step < Width ? [] : [Name(step - Width)],
    };

    private static string Name(int step) => step.ToString(CultureInfo.InvariantCulture);

    private sealed class AtOnce : IStepExecutor
    {
        public Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken) => Task.FromResult(StepCompletion.Completed);
    }
}
