using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Execution.Plans;
using Tango.Execution.Results;
using Tango.IO;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>The nodes have file systems of their own: program, plans, input files, results and reports travel through the remote cache.</summary>
internal sealed class SentFiles : IJobFiles
{
    // Each may be a large file.
    private const int MaxSending = 8;

    // Signed addresses of the program end; a build may take longer than that. Those that temporary credentials sign end with these.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(30);

    private readonly NodeStore _store;
    private readonly ExecutionPlan _plan;
    private readonly DirectoryStepCache _cache;
    private readonly Action<Exception> _onSilence;
    private readonly TimeProvider _clock;
    private readonly Patience _patience;
    private readonly CancellationToken _stop;
    private readonly Lazy<NodeProgram> _program;
    private readonly FrozenSet<string> _forcedHere;
    private readonly SharedWork<string> _programs = new();
    private readonly SharedWork<FrozenDictionary<string, string>> _environments = new();
    private readonly SemaphoreSlim _sending = new(MaxSending);
    private readonly SharedWork<string> _inputs = new();
    private readonly SharedWork<bool> _results = new();
    private readonly SharedWork<bool> _resultsAgain = new();
    private readonly ConcurrentDictionary<string, ReceivedReport> _reports = new(StringComparer.Ordinal);
    private string _programSha256 = "";
    private volatile FrozenDictionary<string, string> _environment = FrozenDictionary<string, string>.Empty;

    /// <param name="plan">The plan of the run, with the stamps of its program.</param>
    /// <param name="store">Disposed of with this.</param>
    /// <param name="onSilence">Called each time that the store does not answer.</param>
    /// <param name="stop">Cancelled when the run is: nothing more is sent.</param>
    public SentFiles(ExecutionPlan plan, NodeStore store, Action<Exception> onSilence, TimeProvider clock, CancellationToken stop)
    {
        _plan = plan;
        _store = store;
        _onSilence = onSilence;
        _clock = clock;
        _stop = stop;
        _patience = new Patience(onSilence, clock);
        _cache = new DirectoryStepCache(plan.CacheDirectory!);
        foreach (var (uniqueId, elsewhere) in plan.Redirected)
            _cache.Redirect(uniqueId, elsewhere);

        _forcedHere = plan.Steps.Where(step => step.IsForced && !JobSteps.AreJobs(plan, step)).Select(step => step.UniqueId).ToFrozenSet(StringComparer.Ordinal);

        // A failure is not kept.
        _program = new(() => NodeProgram.Collect(plan, plan.Slurm!.Worker, store.Library), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> GetEnvironmentAsync()
    {
        try
        {
            return await RenewEnvironmentAsync().ConfigureAwait(false);
        }
        catch (RemoteException)
        {
            // The last one may still do, and a node that has the program does not need its address.
            return _environment;
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(JobFolder folder, ExecutionPlan plan, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _programs.GetAsync("", SendProgramAsync).ConfigureAwait(false);
            await RenewEnvironmentAsync().ConfigureAwait(false);
            foreach (var input in plan.Inputs)
                await _results.GetAsync(input.UniqueId, () => _patience.AskAsync(() => SendResultAsync(input), _stop)).ConfigureAwait(false);

            var sent = plan with { Steps = [.. await Task.WhenAll(plan.Steps.Select(SendInputsAsync)).ConfigureAwait(false)] };
            await _patience.AskAsync(() => SendPlanAsync(folder, sent), _stop).ConfigureAwait(false);
        }
        catch (RemoteException exception)
        {
            throw NotCarried(folder.UniqueId, exception);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public string ScriptOf(JobFolder folder) => NodeScript.Of(_plan.Slurm!.Worker[0], _program.Value.Arguments, _programSha256, [NodeNames.JobOf(folder)]);

    /// <inheritdoc/>
    public string ScriptOf(IEnumerable<JobFolder> folders, string list) => NodeScript.Of(_plan.Slurm!.Worker[0], _program.Value.Arguments, _programSha256, [.. folders.Select(NodeNames.JobOf)]);

    /// <inheritdoc/>
    public Task<bool> ReceiveReportAsync(JobFolder folder, bool isUrgent, CancellationToken cancellationToken) => AskAsync(folder.UniqueId, () => ReportOf(folder).ReceiveAsync(isUrgent, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> ReceiveOutputAsync(JobFolder folder, CancellationToken cancellationToken) => AskAsync(folder.UniqueId, async () =>
    {
        await ReportOf(folder).ReceiveOutputAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public Task<bool> ReceiveResultAsync(string uniqueId, bool replace, CancellationToken cancellationToken) => AskAsync(uniqueId, async () =>
    {
        if (replace)
            _cache.Remove(uniqueId);

        if (!_cache.Contains(uniqueId))
            await _store.Results.FetchAsync(uniqueId, _cache, onWaiting: null, cancellationToken).ConfigureAwait(false);

        return true;
    });

    /// <inheritdoc/>
    public async Task<bool> SendResultAgainAsync(JobFolder folder, string uniqueId, CancellationToken cancellationToken)
    {
        var cache = CacheOf(_plan.Inputs.FirstOrDefault(input => input.UniqueId == uniqueId));
        if (!cache.Contains(uniqueId))
            return false;

        try
        {
            // Many jobs may have met the same entry.
            await _resultsAgain.GetAsync(uniqueId, () => _patience.AskAsync(() => PushAsync(uniqueId, cache, replace: true), _stop)).WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RemoteException exception)
        {
            throw NotCarried(folder.UniqueId, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _sending.Dispose();
    }

    private ReceivedReport ReportOf(JobFolder folder) => _reports.GetOrAdd(folder.FullPath, _ => new ReceivedReport(_store, folder, _clock));

    // Jobs go on without this machine; it asks again at the next tick.
    private async Task<bool> AskAsync(string uniqueId, Func<Task<bool>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RemoteStoreException exception) when (exception.IsTransient)
        {
            _onSilence(exception);
            return false;
        }
        catch (RemoteException exception)
        {
            throw NotCarried(uniqueId, exception);
        }
    }

    private TangoException NotCarried(string uniqueId, RemoteException exception) =>
        new(Descriptors.JobNotCarried.Create(DiagnosticSubject.None, _plan.Steps.First(step => step.UniqueId == uniqueId).Name, _store.Name, exception.Message.TrimEnd('.')));

    private async Task<string> SendProgramAsync()
    {
        var sha256 = await _patience.AskAsync(() => _store.PutByDigestAsync(NodeNames.Program, stream => _program.Value.PackAsync(stream, _stop), _stop), _stop).ConfigureAwait(false);

        // From now on the project can be built again.
        ProgramCheck.Check(_plan.Program, _plan.Steps[0]);
        return _programSha256 = sha256;
    }

    private async Task<FrozenDictionary<string, string>> RenewEnvironmentAsync() =>
        _environment = await _environments.GetAsync(TextLimits.Format($"{_clock.GetUtcNow().Ticks / Renewal.Ticks}"), MakeEnvironmentAsync).ConfigureAwait(false);

    private Task<FrozenDictionary<string, string>> MakeEnvironmentAsync() =>
        _patience.AskAsync(() => _store.EnvironmentWithAsync(NodeNames.Program(_programSha256), _stop), _stop);

    // What this machine has computed earlier, or fetched from elsewhere.
    private async Task<bool> SendResultAsync(ExecutionInput input)
    {
        // What a forced step has made here is not what is there.
        var cache = CacheOf(input);
        var isForced = _forcedHere.Contains(input.UniqueId);
        return cache.Contains(input.UniqueId)
            && (isForced || !await _store.Results.ContainsAsync(input.UniqueId, _stop).ConfigureAwait(false))
            && await PushAsync(input.UniqueId, cache, isForced).ConfigureAwait(false);
    }

    private async Task<bool> PushAsync(string uniqueId, DirectoryStepCache cache, bool replace) =>
        await _store.Results.PushAsync(uniqueId, cache, _stop, replace).ConfigureAwait(false) is not null;

    private DirectoryStepCache CacheOf(ExecutionInput? input) => input?.CacheDirectory is { } directory ? new DirectoryStepCache(directory) : _cache;

    // From memory: another build that has the result removes the folder.
    private async Task<bool> SendPlanAsync(JobFolder folder, ExecutionPlan plan)
    {
        await _store.PutAsync(NodeNames.Plan(NodeNames.JobOf(folder)), ExecutionPlanFile.ToBytes(plan), _stop).ConfigureAwait(false);
        return true;
    }

    private async Task<ExecutionStep> SendInputsAsync(ExecutionStep step)
    {
        // Another content than that in the id would make another result. Before: it may be gone. After: it may have changed while it was read.
        RefuseChanged(step, InputFileCheck.FindChanged(step, _stop));
        var stamps = step.InputFiles.ToDictionary(file => file.Path, file => file.Stamp, StringComparer.Ordinal);
        var paths = NodePlan.InputsOf(step);
        var files = new StampedFile[paths.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, paths.Length), new ParallelOptions { MaxDegreeOfParallelism = MaxSending, CancellationToken = _stop }, async (index, _) =>
        {
            var path = paths[index];
            var sha256 = await _inputs.GetAsync(path, () => SendInputAsync(path)).ConfigureAwait(false);
            files[index] = new(path, stamps.GetValueOrDefault(path, FileStamp.Read(path)), sha256);
        }).ConfigureAwait(false);

        RefuseChanged(step, files.FirstOrDefault(file => InputFileCheck.IsOtherThanInId(step, file.Path, file.Content))?.Path ?? InputFileCheck.FindChanged(step, _stop));
        return step with { InputFiles = [.. files] };
    }

    private static void RefuseChanged(ExecutionStep step, string? changed)
    {
        if (changed is not null)
            throw new TangoException(Descriptors.InputChanged.Create(new DiagnosticSubject(step: step.Name), step.Name, changed));
    }

    private Task<string> SendInputAsync(string path) => _patience.AskAsync(
        () => _store.PutByDigestAsync(
            NodeNames.Input,
            async stream =>
            {
                using var file = SharedReading.Open(path);
                await file.CopyToAsync(stream, _stop).ConfigureAwait(false);
            },
            _stop),
        _stop);
}
