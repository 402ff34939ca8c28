using Tango.Execution.Plans;

namespace Tango.Execution;

/// <summary>A step that is ready to run, as executors see it (<see cref="IStepExecutor"/>).</summary>
public sealed class StepJob
{
    private readonly ExecutionPlan _plan;

    internal StepJob(ExecutionPlan plan, ExecutionStep step)
    {
        _plan = plan;
        Step = step;
    }

    /// <summary>The step's name.</summary>
    public string Name => Step.Name;

    /// <summary>Its unique id, the key of its result in the cache.</summary>
    public string UniqueId => Step.UniqueId;

    /// <summary>The processors, memory and graphics processors that it needs. The process that runs it enforces its time limit and retries, with every executor.</summary>
    public StepOptions Options => Step.Options;

    internal ExecutionStep Step { get; }

    /// <summary>
    /// Writes a plan file of this step alone, which <c>Tango.Worker run FILE</c> executes in any process with access to the cache and the compiled code. The results that it uses are
    /// read from the cache; steps whose results are not cached run again as part of it.
    /// </summary>
    /// <param name="path">Full path; its folder exists.</param>
    /// <exception cref="InvalidOperationException">The run is one in code: its steps are objects of this program, which no file has.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public void WritePlan(string path) => ExecutionPlanFile.Write(
        path,
        _plan.Assembly is null ? throw new InvalidOperationException("Steps that were created in code are objects of this program, and have no plan file.") : new SingleStepPlan(_plan).Of(Step));
}
