using Tango.Diagnostics;
using Tango.Execution.Plans;

namespace Tango.Execution.Slurm;

/// <summary>What the jobs of a run share: the plan, the watch over the queue, what submits and what cancels.</summary>
internal sealed class SlurmSession : IAsyncDisposable
{
    private static readonly TimeSpan CancelWindow = TimeSpan.FromMilliseconds(50);

    private readonly SlurmClient _client;
    private readonly Submissions _submissions;
    private readonly Batch<string, bool> _cancellations;
    private readonly SingleStepPlan _plans;

    /// <param name="warn">Receives warnings about the controller.</param>
    /// <param name="cancellationToken">Cancelled when the run is: nothing more is submitted.</param>
    public SlurmSession(ExecutionPlan plan, SlurmClient client, Action<Diagnostic> warn, TimeProvider clock, CancellationToken cancellationToken)
    {
        _client = client;
        Plan = plan;
        _plans = new SingleStepPlan(plan);
        Settings = plan.Slurm!;
        CacheDirectory = plan.CacheDirectory!;
        Clock = clock;
        Watch = new SlurmWatch(client, CacheDirectory, warn, clock);
        _submissions = new Submissions(client, Settings, CacheDirectory, warn, clock, cancellationToken);
        _cancellations = new Batch<string, bool>(CancelWindow, CancelAsync, clock);
    }

    /// <summary>The plan of the run.</summary>
    public ExecutionPlan Plan { get; }

    /// <summary>How steps become jobs.</summary>
    public SlurmSettings Settings { get; }

    /// <summary>The directory of the cache.</summary>
    public string CacheDirectory { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What is seen of the queue.</summary>
    public SlurmWatch Watch { get; }

    /// <summary>How long a shared file system may take to show here what a node has written. NFS caches that a file is missing for up to a minute.</summary>
    public TimeSpan FileGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Submits a step.</summary>
    /// <param name="failedAttempts">How many of its attempts have failed.</param>
    /// <param name="dependencies">Ids of jobs that must be complete before it starts.</param>
    /// <returns>The folder, and the job's id.</returns>
    /// <exception cref="SlurmException">It was refused.</exception>
    public async Task<(JobFolder Folder, string Id)> SubmitAsync(StepJob job, int failedAttempts = 0, IEnumerable<string>? dependencies = null)
    {
        var folder = JobFolder.Create(CacheDirectory, job.UniqueId, folder => JobSteps.PlanOf(job, _plans, folder, failedAttempts));
        try
        {
            var id = await _submissions.SubmitAsync(new Submission(folder, [.. JobScript.OptionsOf(job.Step, Settings), .. JobScript.After(dependencies ?? [])])).ConfigureAwait(false);
            Watch.OnSubmitted();
            return (folder, id);
        }
        catch (Exception exception) when (exception is SlurmException or OperationCanceledException)
        {
            folder.TryDelete();
            throw;
        }
    }

    /// <summary>Called when a submitted job has ended.</summary>
    public void OnEnded(string id) => _submissions.OnEnded(id);

    /// <summary>Cancels a job.</summary>
    /// <exception cref="SlurmException">The controller does not answer.</exception>
    public Task CancelAsync(string id) => _cancellations.AddAsync(id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _submissions.DisposeAsync().ConfigureAwait(false);
        await _cancellations.DisposeAsync().ConfigureAwait(false);
        await Watch.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CancelAsync(IReadOnlyList<BatchItem<string, bool>> batch)
    {
        await _client.CancelAsync([.. batch.Select(item => item.Request)], CancellationToken.None).ConfigureAwait(false);
        foreach (var item in batch)
            item.Answer.SetResult(true);
    }
}
