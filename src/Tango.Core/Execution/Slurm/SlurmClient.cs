using System.Collections.Frozen;

namespace Tango.Execution.Slurm;

/// <summary>What this build asks of Slurm.</summary>
internal class SlurmClient
{
    /// <summary>What <see cref="SlurmJob.Parse"/> reads. The comment may contain the separator, so it is last.</summary>
    public const string Format = "%i|%T|%r|%j|%k";

    private static readonly string[] Names = ["--noheader", "--array", "--me", "--states=all", "--format=" + Format];

    /// <summary>Environment variables of jobs, besides those of this process.</summary>
    public IReadOnlyDictionary<string, string> JobEnvironment { get; set; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Submits a job.</summary>
    /// <param name="options">Options of <c>sbatch</c>.</param>
    /// <param name="script">The job's script.</param>
    /// <returns>The job's id; of an array, the part before the number of its first job.</returns>
    /// <exception cref="SlurmException">It is not accepted.</exception>
    public virtual async Task<string> SubmitAsync(IReadOnlyList<string> options, string script, CancellationToken cancellationToken)
    {
        var output = await SlurmProgram.RunAsync("sbatch", ["--parsable", .. options], script, cancellationToken, JobEnvironment).ConfigureAwait(false);

        // "ID", or "ID;CLUSTER".
        return output.Trim().Split('\n')[^1].Split(';')[0];
    }

    /// <summary>All jobs of this user: those that wait, run, or ended in the last minutes.</summary>
    /// <exception cref="SlurmException">The controller does not say.</exception>
    public virtual async Task<IReadOnlyList<SlurmJob>> ListAsync(CancellationToken cancellationToken) =>
        SlurmJob.Parse(await SlurmProgram.RunAsync("squeue", Names, "", cancellationToken).ConfigureAwait(false));

    /// <summary>The exit code of a job that ended in the last minutes.</summary>
    /// <param name="id">The job's id.</param>
    /// <returns>Null if the controller does not say.</returns>
    public virtual async Task<int?> ExitCodeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return SlurmJob.ParseExitCode(await SlurmProgram.RunAsync("scontrol", ["--oneliner", "show", "job", id], "", cancellationToken).ConfigureAwait(false));
        }
        catch (SlurmException)
        {
            // It is forgotten, or there is no such program: the message says less.
            return null;
        }
    }

    /// <summary>Cancels jobs, with the processes that they started. Those that have ended are ignored, and so are others to which the controller has given one of the ids.</summary>
    /// <param name="jobs">The id and the name of each.</param>
    /// <exception cref="SlurmException">The controller does not answer.</exception>
    public virtual async Task CancelAsync(IReadOnlyCollection<(string Id, string Name)> jobs, CancellationToken cancellationToken)
    {
        var names = string.Join(',', jobs.Select(job => job.Name).Distinct());
        await SlurmProgram.RunAsync("scancel", ["--full", "--quiet", "--name=" + names, .. jobs.Select(job => job.Id)], "", cancellationToken).ConfigureAwait(false);
    }
}
