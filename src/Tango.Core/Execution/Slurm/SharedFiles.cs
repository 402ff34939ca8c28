using System.Collections.Frozen;
using Tango.Execution.Plans;

namespace Tango.Execution.Slurm;

/// <summary>The nodes have the files of this machine, under the same paths.</summary>
/// <param name="worker">The program and arguments that start a worker.</param>
internal sealed class SharedFiles(IReadOnlyList<string> worker) : IJobFiles
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> GetEnvironmentAsync() => Task.FromResult<IReadOnlyDictionary<string, string>>(FrozenDictionary<string, string>.Empty);

    /// <inheritdoc/>
    public Task SendAsync(JobFolder folder, ExecutionPlan plan, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public string ScriptOf(JobFolder folder) => JobScript.Of(worker, JobScript.Quote(folder.FullPath));

    /// <inheritdoc/>
    public string ScriptOf(IEnumerable<JobFolder> folders, string list) => JobScript.Of(worker, JobScript.FolderIn(list));

    /// <inheritdoc/>
    public Task<bool> ReceiveReportAsync(JobFolder folder, bool isUrgent, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task<bool> ReceiveOutputAsync(JobFolder folder, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task<bool> ReceiveResultAsync(string uniqueId, bool replace, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task<bool> SendResultAgainAsync(JobFolder folder, string uniqueId, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
