using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.Execution.Slurm.Nodes;

namespace Tango.Execution.Slurm;

/// <summary>What the jobs of a run share: the plan, the watch over the queue, what submits and what cancels.</summary>
internal sealed class SlurmSession : IAsyncDisposable
{
    /// <summary>What <see cref="FileGrace"/> is unless a test says otherwise.</summary>
    public static readonly TimeSpan LongestFileGrace = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan CancelWindow = TimeSpan.FromMilliseconds(50);

    private readonly SlurmClient _client;
    private readonly Action<Diagnostic> _warn;
    private readonly Submissions _submissions;
    private readonly Batch<(string Id, string Name), bool> _cancellations;
    private readonly SingleStepPlan _plans;
    private readonly CancellationToken _cancellationToken;
    private int _silences;
    private int _storeSilences;

    /// <param name="warn">Receives warnings about the controller.</param>
    /// <param name="cancellationToken">Cancelled when the run is: nothing more is submitted.</param>
    public SlurmSession(ExecutionPlan plan, SlurmClient client, Action<Diagnostic> warn, TimeProvider clock, CancellationToken cancellationToken)
    {
        _client = client;
        _warn = warn;
        _cancellationToken = cancellationToken;
        Plan = plan;
        var stamped = plan with { Program = ProgramCheck.Stamp(plan) };
        _plans = new SingleStepPlan(stamped);
        Settings = plan.Slurm!;
        Files = Settings.Store is { } store
            ? new SentFiles(stamped, new NodeStore(RemoteCacheFile.Read(store).Settings!, plan.CacheDirectory!), OnStoreSilence, clock, cancellationToken)
            : new SharedFiles(Settings.Worker);
        CacheDirectory = plan.CacheDirectory!;
        Clock = clock;
        Watch = new SlurmWatch(client, CacheDirectory, OnSilence, clock);
        _submissions = new Submissions(client, Files, CacheDirectory, OnSilence, clock, cancellationToken);
        _cancellations = new Batch<(string Id, string Name), bool>(CancelWindow, CancelAsync, clock);
    }

    /// <summary>The plan of the run.</summary>
    public ExecutionPlan Plan { get; }

    /// <summary>How steps become jobs.</summary>
    public SlurmSettings Settings { get; }

    /// <summary>How jobs get their files.</summary>
    public IJobFiles Files { get; }

    /// <summary>The directory of the cache.</summary>
    public string CacheDirectory { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What is seen of the queue.</summary>
    public SlurmWatch Watch { get; }

    /// <summary>How long a shared file system may take to show here what a node has written. NFS caches that a file is missing for up to a minute.</summary>
    public TimeSpan FileGrace { get; init; } = LongestFileGrace;

    /// <summary>Submits a step.</summary>
    /// <param name="failedAttempts">How many of its attempts have failed.</param>
    /// <param name="dependencies">Ids of jobs that must be complete before it starts.</param>
    /// <returns>The folder, and the job's id.</returns>
    /// <exception cref="SlurmException">It was refused.</exception>
    /// <exception cref="TangoException">What the job needs cannot be sent.</exception>
    public async Task<(JobFolder Folder, string Id)> SubmitAsync(StepJob job, int failedAttempts = 0, IEnumerable<string>? dependencies = null)
    {
        var plan = JobSteps.PlanOf(job, _plans, failedAttempts);
        var folder = JobFolder.Create(CacheDirectory, job.UniqueId, folder => plan with { ScratchDirectory = folder.Scratch });
        try
        {
            await Files.SendAsync(folder, plan with { ScratchDirectory = folder.Scratch }, _cancellationToken).ConfigureAwait(false);
            var id = await _submissions.SubmitAsync(new Submission(folder, JobScript.OptionsOf(plan, job.Options, Settings), string.Join(':', dependencies ?? []))).ConfigureAwait(false);
            Watch.OnSubmitted();
            return (folder, id);
        }
        catch
        {
            folder.TryDelete();
            throw;
        }
    }

    /// <summary>The live job of another submission whose result a step can take (<see cref="JobReport.FindOpen"/>).</summary>
    /// <returns>Its folder; null if there is none.</returns>
    public async Task<JobFolder?> FindOpenAsync(ExecutionStep step, QueueSnapshot seen, CancellationToken cancellationToken)
    {
        if (seen.FindLive(step.UniqueId) is { } live)
            await Files.ReceiveReportAsync(live, isUrgent: true, cancellationToken).ConfigureAwait(false);

        return JobReport.FindOpen(step, seen);
    }

    /// <summary>Called when a submitted job has ended.</summary>
    public void OnEnded(string id) => _submissions.OnEnded(id);

    /// <summary>What a job of a node with a file system of its own failed at before it could report; null if that is not known.</summary>
    public async Task<string?> FailedStageAsync(SlurmJob job, CancellationToken cancellationToken) =>
        Settings.SendsFiles && job.State == "FAILED" && await _client.ExitCodeAsync(job.Id, cancellationToken).ConfigureAwait(false) is { } exitCode ? NodeScript.Describe(exitCode) : null;

    /// <summary>Cancels a job of a step.</summary>
    /// <param name="id">The job's id.</param>
    /// <exception cref="SlurmException">The controller does not answer.</exception>
    public Task CancelAsync(string id, string uniqueId) => _cancellations.AddAsync((id, id.Contains('_') ? JobName.Array : JobName.For(uniqueId)));

    /// <summary>Warns of something that the user should see.</summary>
    public void Warn(Diagnostic warning) => _warn(warning);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _submissions.DisposeAsync().ConfigureAwait(false);
        await _cancellations.DisposeAsync().ConfigureAwait(false);
        await Watch.DisposeAsync().ConfigureAwait(false);
        Files.Dispose();
    }

    // The watch and the submissions meet it at the same time, again and again; it is one thing to know.
    private void OnSilence(Exception exception)
    {
        if (Interlocked.Increment(ref _silences) == 1)
            _warn(Descriptors.SlurmNotAnswering.Create(DiagnosticSubject.None, exception.Message.TrimEnd('.')));
    }

    private void OnStoreSilence(Exception exception)
    {
        if (Interlocked.Increment(ref _storeSilences) == 1)
            _warn(Descriptors.NodeStoreNotAnswering.Create(DiagnosticSubject.None, exception.Message.TrimEnd('.')));
    }

    private async Task CancelAsync(IReadOnlyList<BatchItem<(string Id, string Name), bool>> batch)
    {
        await _client.CancelAsync([.. batch.Select(item => item.Request)], CancellationToken.None).ConfigureAwait(false);
        foreach (var item in batch)
            item.Answer.SetResult(true);
    }
}
