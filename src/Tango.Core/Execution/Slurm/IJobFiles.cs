using Tango.Execution.Plans;

namespace Tango.Execution.Slurm;

/// <summary>How a job gets what it needs, and how what it makes comes back to this machine.</summary>
internal interface IJobFiles : IDisposable
{
    /// <summary>Environment variables of jobs that are submitted now, besides those of this process. They may be secrets.</summary>
    Task<IReadOnlyDictionary<string, string>> GetEnvironmentAsync();

    /// <summary>Makes what a job needs available to the nodes.</summary>
    /// <param name="folder">The job's folder on this machine.</param>
    /// <param name="plan">What it carries out.</param>
    /// <exception cref="TangoException">It cannot be.</exception>
    Task SendAsync(JobFolder folder, ExecutionPlan plan, CancellationToken cancellationToken);

    /// <summary>The script of a job.</summary>
    string ScriptOf(JobFolder folder);

    /// <summary>The script of each job of an array.</summary>
    /// <param name="list">The file that lists their folders on this machine.</param>
    string ScriptOf(IEnumerable<JobFolder> folders, string list);

    /// <summary>Brings what a job has reported into its folder on this machine.</summary>
    /// <param name="isUrgent">Whether all of it is wanted now; otherwise a later call may bring it.</param>
    /// <returns>False if a later call brings it: it is not urgent, or there was no answer.</returns>
    /// <exception cref="TangoException">The answer is a failure.</exception>
    Task<bool> ReceiveReportAsync(JobFolder folder, bool isUrgent, CancellationToken cancellationToken);

    /// <summary>Brings what a job that has ended has printed, and the log of a step that failed.</summary>
    /// <returns>False if there was no answer.</returns>
    /// <exception cref="TangoException">The answer is a failure.</exception>
    Task<bool> ReceiveOutputAsync(JobFolder folder, CancellationToken cancellationToken);

    /// <summary>Brings the result of a step into the cache of this machine, if there is one and the cache has none.</summary>
    /// <param name="replace">Whether it takes the place of the one that the cache has.</param>
    /// <returns>False if there was no answer.</returns>
    /// <exception cref="TangoException">The answer is a failure.</exception>
    Task<bool> ReceiveResultAsync(string uniqueId, bool replace, CancellationToken cancellationToken);

    /// <summary>Makes a result available again that a node has found missing or corrupt.</summary>
    /// <param name="folder">The folder of the job that found it so.</param>
    /// <returns>False if this machine has no such result, or the nodes have the same files.</returns>
    /// <exception cref="TangoException">It cannot be.</exception>
    Task<bool> SendResultAgainAsync(JobFolder folder, string uniqueId, CancellationToken cancellationToken);
}
