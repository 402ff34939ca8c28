namespace Tango.Execution;

/// <summary>
/// Where the steps of a run are executed: in this process, or elsewhere. It receives one step at a time, when all inputs of that step are available and the run has resources for
/// it. The run is responsible for order, blocking, parallelism and reporting. Programs give one to a run by <see cref="RunOptions.Executor"/>.
/// </summary>
public interface IStepExecutor
{
    /// <summary>Executes a step. Checks the cache first: another run may have computed the result meanwhile.</summary>
    /// <param name="job">The step.</param>
    /// <param name="cancellationToken">Cancelled when the step must end.</param>
    /// <returns>How it ended, once it has, cancelled or not. Events report the rest. A step that fails is a return value, not an exception: what is thrown means that the executor itself failed. The run then cancels the other steps, waits for them, and throws it.</returns>
    Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken);
}
