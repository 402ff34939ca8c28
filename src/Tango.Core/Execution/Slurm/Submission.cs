namespace Tango.Execution.Slurm;

/// <summary>A job to submit.</summary>
/// <param name="Folder">Its folder, with its plan.</param>
/// <param name="Options">The options of <c>sbatch</c> that other jobs may share.</param>
/// <param name="After">The ids of the jobs that must be complete first, separated by colons; empty if there are none.</param>
internal sealed record Submission(JobFolder Folder, IReadOnlyList<string> Options, string After = "");
