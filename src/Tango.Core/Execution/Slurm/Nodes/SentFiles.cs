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

    private readonly NodeStore _store;
    private readonly ExecutionPlan _plan;
    private readonly DirectoryStepCache _cache;
    private readonly Action<Exception> _onSilence;
    private readonly TimeProvider _clock;
    private readonly Lazy<NodeProgram> _program;
    private readonly Lazy<Task<string>> _programName;
    private readonly SemaphoreSlim _sending = new(MaxSending);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _inputs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReceivedReport> _reports = new(StringComparer.Ordinal);
    private FrozenDictionary<string, string> _environment = FrozenDictionary<string, string>.Empty;

    /// <param name="plan">The plan of the run, with the stamps of its program.</param>
    /// <param name="store">Disposed of with this.</param>
    /// <param name="onSilence">Called each time that the store does not answer.</param>
    public SentFiles(ExecutionPlan plan, NodeStore store, Action<Exception> onSilence, TimeProvider clock)
    {
        _plan = plan;
        _store = store;
        _onSilence = onSilence;
        _clock = clock;
        _cache = new DirectoryStepCache(plan.CacheDirectory!);
        foreach (var (uniqueId, elsewhere) in plan.Redirected)
            _cache.Redirect(uniqueId, elsewhere);

        _program = new(() => NodeProgram.Collect(plan, plan.Slurm!.Worker));
        _programName = new(SendProgramAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <inheritdoc/>
    public async Task SendAsync(JobFolder folder, ExecutionPlan plan, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _programName.Value.ConfigureAwait(false);
            foreach (var input in plan.Inputs)
                await _results.GetOrAdd(input.UniqueId, _ => new(() => SendResultAsync(input))).Value.ConfigureAwait(false);

            var sent = plan with { Steps = [.. await Task.WhenAll(plan.Steps.Select(SendInputsAsync)).ConfigureAwait(false)] };
            ExecutionPlanFile.Write(folder.PlanFile, sent, isDurable: false);
            await _store.PutAsync(NodeNames.Plan(NodeNames.JobOf(folder)), await File.ReadAllBytesAsync(folder.PlanFile, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (RemoteException exception)
        {
            var step = plan.Steps[^1];
            throw new TangoException(Descriptors.JobNotCarried.Create(DiagnosticSubject.None, step.Name, _store.Name, exception.Message.TrimEnd('.')));
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public string ScriptOf(JobFolder folder) => NodeScript.Of(_plan.Slurm!.Worker[0], _program.Value.Arguments, [NodeNames.JobOf(folder)]);

    /// <inheritdoc/>
    public string ScriptOf(IEnumerable<JobFolder> folders, string list) => NodeScript.Of(_plan.Slurm!.Worker[0], _program.Value.Arguments, [.. folders.Select(NodeNames.JobOf)]);

    /// <inheritdoc/>
    public Task<bool> ReceiveReportAsync(JobFolder folder, bool isUrgent, CancellationToken cancellationToken) => AskAsync(() => ReportOf(folder).ReceiveAsync(isUrgent, cancellationToken));

    /// <inheritdoc/>
    public Task ReceiveOutputAsync(JobFolder folder, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await ReportOf(folder).ReceiveOutputAsync(cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public Task ReceiveResultAsync(string uniqueId, bool replace, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        if (replace)
            _cache.Remove(uniqueId);

        if (!_cache.Contains(uniqueId))
            await _store.Results.FetchAsync(uniqueId, _cache, onWaiting: null, cancellationToken).ConfigureAwait(false);

        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _sending.Dispose();
    }

    private ReceivedReport ReportOf(JobFolder folder) => _reports.GetOrAdd(folder.FullPath, _ => new ReceivedReport(_store, folder, _clock));

    // Jobs go on without this machine; it asks again at the next tick.
    private async Task<bool> AskAsync(Func<Task<bool>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RemoteException exception)
        {
            _onSilence(exception);
            return true;
        }
    }

    private async Task<string> SendProgramAsync()
    {
        var name = NodeNames.Program(await _store.PutByDigestAsync(NodeNames.Program, stream => _program.Value.PackAsync(stream, CancellationToken.None), CancellationToken.None).ConfigureAwait(false));

        // From now on the project can be built again.
        ProgramCheck.Check(_plan.Program, _plan.Steps[0]);
        _environment = _store.EnvironmentWith(name).ToFrozenDictionary(StringComparer.Ordinal);
        return name;
    }

    // What this machine has computed earlier, or fetched from elsewhere.
    private async Task SendResultAsync(ExecutionInput input)
    {
        var cache = input.CacheDirectory is { } directory ? new DirectoryStepCache(directory) : _cache;
        if (cache.Contains(input.UniqueId) && !await _store.Results.ContainsAsync(input.UniqueId, CancellationToken.None).ConfigureAwait(false))
            await _store.Results.PushAsync(input.UniqueId, cache, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<ExecutionStep> SendInputsAsync(ExecutionStep step)
    {
        // Another content than that in the id would make another result. Before: it may be gone. After: it may change while it is read.
        RefuseChanged(step);
        var stamps = step.InputFiles.ToDictionary(file => file.Path, file => file.Stamp, StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<StampedFile>();
        foreach (var path in NodePlan.InputsOf(step))
        {
            var sha256 = await _inputs.GetOrAdd(path, _ => new(() => SendInputAsync(path))).Value.ConfigureAwait(false);
            files.Add(new(path, stamps.GetValueOrDefault(path, FileStamp.Read(path)), sha256));
        }

        RefuseChanged(step);
        return step with { InputFiles = files.ToImmutable() };
    }

    private static void RefuseChanged(ExecutionStep step)
    {
        if (step.InputFiles.FirstOrDefault(file => !FileStamp.Read(file.Path).IsSameAs(file.Stamp with { ChangedTicks = 0 })) is { } changed)
            throw new TangoException(Descriptors.InputChanged.Create(new DiagnosticSubject(step: step.Name), step.Name, changed.Path));
    }

    private Task<string> SendInputAsync(string path) => _store.PutByDigestAsync(
        NodeNames.Input,
        async stream =>
        {
            using var file = SharedReading.Open(path);
            await file.CopyToAsync(stream).ConfigureAwait(false);
        },
        CancellationToken.None);
}
