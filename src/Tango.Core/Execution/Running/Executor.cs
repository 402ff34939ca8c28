using Tango.Execution.Arguments;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.Runs;

namespace Tango.Execution.Running;

/// <summary>Executes plans in this process.</summary>
internal sealed class Executor
{
    private readonly StepCache _cache;
    private readonly IRunObserver _observer;

    /// <param name="cache">The cache for results.</param>
    /// <param name="observer">Receives the events, one at a time.</param>
    public Executor(StepCache cache, IRunObserver observer)
    {
        _cache = cache;
        _observer = observer;
    }

    /// <summary>Executes a plan. Failures of steps are events, not exceptions.</summary>
    /// <param name="cancellationToken">Starts no more steps, cancels the running ones, and waits for them.</param>
    public Task ExecuteAsync(ExecutionPlan plan, CancellationToken cancellationToken = default) =>
        ExecuteAsync(plan, new StepBindings(), new RunResults(_cache), cancellationToken);

    /// <summary>Called with the exception of each step that fails.</summary>
    internal Action<ExecutionStep, Exception>? OnFailure { get; init; }

    /// <summary>Opens the cache of another project.</summary>
    internal Func<string, StepCache> OpenCache { get; init; } = directory => new DirectoryStepCache(directory);

    /// <summary>Whether this process does nothing but execute the plan.</summary>
    internal bool IsWorker { get; init; }

    /// <summary>Executes a plan with the given code, and adds the results to those of the caller.</summary>
    /// <param name="bindings">The code of its steps.</param>
    /// <param name="cancellationToken">Starts no more steps, cancels the running ones, and waits for them.</param>
    internal async Task ExecuteAsync(ExecutionPlan plan, StepBindings bindings, RunResults results, CancellationToken cancellationToken)
    {
        results.Expect(plan);
        foreach (var input in plan.Inputs)
        {
            var cache = input.CacheDirectory is { } directory ? OpenCache(directory) : null;
            results.AddInput(input, bindings.Find(input.Name, input.Method).ResultType, cache);
        }

        var mask = SecretMask.For(plan);
        var observer = new RunObservers(mask.Wrap(_observer));
        var directories = new StepDirectories(_cache, plan.ScratchDirectory);
        var saver = new ResultSaver(_cache, results, plan.ToolVersion, plan.ScratchDirectory);
        var runner = new StepRunner(_cache, bindings, results, directories, saver, observer.OnEvent)
        {
            OnFailure = OnFailure,
            Mask = mask,
            ChecksInputs = plan.Options.CheckInputs,
            ProjectDirectory = Path.GetDirectoryName(plan.ProjectFile),
            Meter = new ProcessMeter(IsWorker),
            Claims = (_cache as DirectoryStepCache)?.Claims,
        };
        await new RunLoop(plan, runner, observer).RunAsync(cancellationToken).ConfigureAwait(false);
        directories.Clean();
    }
}
