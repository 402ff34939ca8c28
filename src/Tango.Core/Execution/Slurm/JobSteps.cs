using Tango.Execution.Plans;
using Tango.Steps.Commands;

namespace Tango.Execution.Slurm;

/// <summary>Which steps of a plan become jobs.</summary>
internal static class JobSteps
{
    /// <summary>The value of a step's <c>Executor</c> that keeps it here.</summary>
    public const string Local = "local";

    /// <summary>
    /// Whether a step becomes a job. What is not cached cannot reach the steps that use it: it runs here, and again as a part of each job that uses it.
    /// </summary>
    public static bool AreJobs(ExecutionPlan plan, ExecutionStep step) =>
        plan.Slurm is not null && step is { IsCacheable: true, SameAs: null } && !IsLocal(step);

    /// <summary>Whether a step is declared to run on this machine.</summary>
    public static bool IsLocal(ExecutionStep step) => string.Equals(step.Options.Executor, Local, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Keeps commands here, and steps that have one as a part of their job, if nodes have file systems of their own: a command works in the project's folder, with programs of this machine.
    /// </summary>
    public static ExecutionPlan KeepCommands(ExecutionPlan plan)
    {
        if (plan.Slurm is not { SendsFiles: true })
            return plan;

        var kept = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return plan with { Steps = [.. plan.Steps.Select(Keep)] };

        ExecutionStep Keep(ExecutionStep step)
        {
            if (step.Type != CommandNames.FullName && !step.After.Any(kept.Contains))
                return step;

            // What is cached is no part of other jobs.
            if (!step.IsCacheable)
                kept.Add(step.Name);

            return step with { Options = step.Options with { Executor = Local } };
        }
    }

    /// <summary>The plan of a step's job; the caller adds the folder for scratch files.</summary>
    /// <param name="failedAttempts">How many of its attempts have failed in jobs before this one.</param>
    public static ExecutionPlan PlanOf(StepJob job, SingleStepPlan plans, int failedAttempts)
    {
        var plan = plans.Of(job.Step with { FailedAttempts = failedAttempts });
        return plan with
        {
            Slurm = null,
            Options = plan.Options with { MaxParallelism = plan.Steps.Max(step => step.Options.Cpus ?? 1), Gpus = plan.Steps.Max(step => step.Options.Gpus ?? 0) },
        };
    }
}
