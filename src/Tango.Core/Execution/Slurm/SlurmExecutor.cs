using Tango.Execution.Plans;

namespace Tango.Execution.Slurm;

/// <summary>Has steps run as jobs of Slurm. Those that cannot be, or shall not, run where another executor runs them.</summary>
internal sealed class SlurmExecutor : IStepExecutor
{
    private readonly SlurmSession _session;
    private readonly IStepExecutor _local;
    private readonly Func<StepJob, JobRun> _run;
    private readonly Action<ExecutionStep> _onResult;

    /// <param name="local">For the other steps.</param>
    /// <param name="run">Makes the run of a job.</param>
    /// <param name="onResult">Called when a result is in the cache, before steps that use it start.</param>
    public SlurmExecutor(SlurmSession session, IStepExecutor local, Func<StepJob, JobRun> run, Action<ExecutionStep> onResult)
    {
        _session = session;
        _local = local;
        _run = run;
        _onResult = onResult;
    }

    /// <inheritdoc/>
    public async Task<StepCompletion> RunAsync(StepJob job, CancellationToken cancellationToken)
    {
        if (!JobSteps.AreJobs(_session.Plan, job.Step))
            return await _local.RunAsync(job, cancellationToken).ConfigureAwait(false);

        var completion = await _run(job).RunAsync(cancellationToken).ConfigureAwait(false);
        if (completion is StepCompletion.Completed or StepCompletion.Reused)
            _onResult(job.Step);

        return completion;
    }
}
