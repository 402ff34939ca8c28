using Tango.Diagnostics;
using Tango.Execution.Arguments;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.Execution.Slurm;
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

    /// <summary>What jobs are submitted to, for plans whose steps become jobs.</summary>
    internal SlurmClient Slurm { get; init; } = new();

    /// <summary>Brings the result of an earlier step with the same cut-off key into the cache, if it is in a remote one; null: nobody can.</summary>
    internal Func<ExecutionStep, string, CancellationToken, Task>? AskForEarlierResult { get; init; }

    /// <summary>How long files that jobs have written may take to be seen here.</summary>
    internal TimeSpan FileGrace { get; init; } = SlurmSession.LongestFileGrace;

    /// <summary>The clock by which jobs are followed.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

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
        var cutoff = EarlyCutoff.For(plan, _cache, plan.FindsEarlierResults ? AskForEarlierResult : null);
        var saver = new ResultSaver(_cache, results, plan.ToolVersion, plan.ScratchDirectory) { Cutoff = cutoff };
        var runner = new StepRunner(_cache, bindings, results, directories, saver, observer.OnEvent)
        {
            OnFailure = OnFailure,
            Mask = mask,
            Cutoff = cutoff,
            Program = plan.Program,
            ChecksInputs = plan.Options.CheckInputs,
            ProjectDirectory = Path.GetDirectoryName(plan.ProjectFile),
            Meter = new ProcessMeter(IsWorker),
            Claims = (_cache as DirectoryStepCache)?.Claims,
        };
        void AddStored(ExecutionStep step) => results.AddStored(step.Name, step.UniqueId, bindings.Find(step.Name, step.Method).ResultType, step.Format);
        if (plan.Slurm is null)
            await new RunLoop(plan, Given(plan, runner, AddStored, observer), observer).RunAsync(cancellationToken).ConfigureAwait(false);
        else
            await RunJobsAsync(plan, runner, AddStored, observer, cancellationToken).ConfigureAwait(false);

        directories.Clean();
    }

    private IStepExecutor Given(ExecutionPlan plan, IStepExecutor local, Action<ExecutionStep> onResult, RunObservers observer) =>
        plan.Options.Executor is { } make ? new GivenExecutor(_cache, local, make, observer, onResult) : local;

    private async Task RunJobsAsync(ExecutionPlan plan, IStepExecutor local, Action<ExecutionStep> onResult, RunObservers observer, CancellationToken cancellationToken)
    {
        void Warn(Diagnostic found) => observer.OnEvent(new RunEvent.PlanWarned { Step = "", Code = found.Code, Message = found.Message });
        var session = new SlurmSession(plan, Slurm, Warn, Clock, cancellationToken) { FileGrace = FileGrace };
        await using var end = session.ConfigureAwait(false);
        if (plan.Slurm!.IsDetached)
        {
            await new DetachedRun(session, _cache.Contains, observer.OnEvent).RunAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var jobs = new SlurmExecutor(session, local, job => new JobRun(session, job, () => _cache.Contains(job.UniqueId), () => _cache.GetMetadata(job.UniqueId), observer.OnEvent), onResult);
        await new RunLoop(plan, jobs, observer).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
