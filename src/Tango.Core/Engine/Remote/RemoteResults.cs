using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics;
using Tango.Caching;
using Tango.Caching.Entries;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.IO;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine.Remote;

/// <summary>
/// Uses the remote cache in a build: probes it for results that are missing here, fetches those that are needed, and pushes what steps compute, while others run. If a remote
/// cache fails, the build is slower and has a warning, but does not fail.
/// </summary>
internal sealed class RemoteResults : IRunObserver, IAsyncDisposable
{
    // Most of the time is spent waiting for responses.
    private const int MaxConcurrency = 16;

    private readonly RemoteCacheSettings _settings;
    private readonly DirectoryStepCache _cache;
    private readonly RemoteCache _remote;
    private readonly RunFindings _findings;
    private readonly RemotePushes? _pushes;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _available = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Diagnostic> _ignored = new();
    private readonly ConcurrentDictionary<string, bool> _submitted = new(StringComparer.Ordinal);

    private readonly Lock _failing = new();

    // Read by OnEvent, on the thread that reads the output of the worker.
    private volatile bool _hasFailed;

    public RemoteResults(RemoteCacheSettings settings, DirectoryStepCache cache, RunFindings findings)
    {
        _settings = settings;
        _cache = cache;
        _findings = findings;
        _remote = RemoteCache.Open(settings, cache.WritablePath);
        _pushes = settings.Push ? new RemotePushes(_remote, cache) : null;
    }

    /// <summary>Whether jobs of a cluster push their results themselves.</summary>
    public bool JobsPush { get; init; }

    /// <summary>Whether anything was fetched.</summary>
    public bool HasFetched { get; private set; }

    /// <summary>The unique ids of the results that are in the remote cache and have not been fetched.</summary>
    public FrozenSet<string> Available => _available.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Probes for the results that a plan misses, those of other projects too.</summary>
    /// <returns>Whether some are available, so that a new plan is needed.</returns>
    public async Task<bool> ProbeAsync(Plan plan, CancellationToken cancellationToken)
    {
        var own = plan.Steps
            .Where(step => step.Action is PlannedAction.Run or PlannedAction.Blocked && step is { IsCacheable: true, IsForced: false } && step.Identity.IsFindable)
            .Select(step => step.Identity.UniqueId);
        var others = ReferencedResultCheck.Missing(plan).Where(missing => missing.Result.Step.IsFindable).Select(missing => missing.Result.Step.UniqueId);
        var before = _available.Count;
        await ReadEachAsync(own.Concat(others).Where(_asked.Add), AskAsync, cancellationToken).ConfigureAwait(false);
        RecordFindings();
        return _available.Count > before;
    }

    /// <summary>Fetches the results that a plan takes from the remote cache.</summary>
    /// <param name="observer">Receives an event for each.</param>
    /// <returns>Whether there were any, so that a new plan is needed: each is in the cache now, or cannot be fetched.</returns>
    public async Task<bool> FetchAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        Wanted[] wanted = [.. Own(plan).Concat(OfOtherProjects(plan)).DistinctBy(entry => entry.UniqueId)];
        await ReadEachAsync(wanted, (entry, token) => FetchAsync(entry, observer, token), cancellationToken).ConfigureAwait(false);
        foreach (var entry in wanted)
            _available.TryRemove(entry.UniqueId, out _);

        RecordFindings();
        await RecordFetchedAsync([.. wanted.Where(entry => entry.Cache.Contains(entry.UniqueId))], cancellationToken).ConfigureAwait(false);
        return wanted.Length > 0;
    }

    /// <summary>Fetches the result of an earlier step with the same cut-off key, if there is one. Called from several threads.</summary>
    /// <param name="wanted">The step that could take it over.</param>
    /// <param name="observer">Receives an event if it was fetched.</param>
    public Task FindEarlierAsync(RunEvent.EarlierResultWanted wanted, IRunObserver observer, CancellationToken cancellationToken) =>
        ReadEachAsync([wanted], (question, token) => FindEarlierNowAsync(question, observer, token), cancellationToken);

    private async Task FindEarlierNowAsync(RunEvent.EarlierResultWanted wanted, IRunObserver observer, CancellationToken cancellationToken)
    {
        // For the step's own result the plan has asked already.
        if (await _remote.FindByCutoffKeyAsync(wanted.Key, cancellationToken).ConfigureAwait(false) is not { } earlier || earlier == wanted.UniqueId)
            return;

        if (_cache.GetMetadata(earlier) is { } here)
        {
            _cache.Record(here);
            return;
        }

        // The step holds its own id, so it must not wait for that of another.
        await FetchAsync(new Wanted(wanted.Step, null, earlier, _cache, null) { Waits = false }, observer, cancellationToken).ConfigureAwait(false);
        IgnoreFile.EnsureFor(_cache.DirectoryPath);
    }

    /// <summary>Adds the results of a plan's steps to those that are pushed.</summary>
    /// <param name="observer">Receives an event for each that was pushed.</param>
    public void AddExpected(Plan plan, IRunObserver observer) => _pushes?.AddExpected(plan, observer);

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        if (JobsPush && runEvent is RunEvent.StepSubmitted submitted)
            _submitted.TryAdd(submitted.UniqueId, true);

        // After a failure the remote cache is not used for the rest of the build: one warning is enough.
        if (!_hasFailed && runEvent is RunEvent.StepCompleted completed && (completed.State == StepState.Ran || completed.TakenFrom is not null) && !_submitted.ContainsKey(completed.UniqueId))
            _pushes?.Push(completed.UniqueId);
    }

    /// <summary>Waits until everything has been pushed.</summary>
    /// <param name="cancellationToken">Cancels the remaining pushes.</param>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        RecordFindings();
        if (_pushes is not null && await _pushes.FinishAsync(cancellationToken).ConfigureAwait(false) is { } failure)
            _findings.Add(Descriptors.RemoteCacheNotWritten.Create(DiagnosticSubject.None, _settings.Name, failure.Message.TrimEnd('.')));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_pushes is not null)
            await _pushes.DisposeAsync().ConfigureAwait(false);

        _remote.Dispose();
    }

    private IEnumerable<Wanted> Own(Plan plan) => plan.Steps
        .Where(step => step.IsRemote)
        .Select(step => new Wanted(step.Node.Name, step.Node.File, step.Identity.UniqueId, _cache, ExpectedFormat.From(step.Identity.Format, step.Node.CustomFormat)));

    // A step of another project that was not needed there: its result goes where that project would have stored it.
    private IEnumerable<Wanted> OfOtherProjects(Plan plan) => ReferencedResultCheck.Missing(plan)
        .Where(missing => _available.ContainsKey(missing.Result.Step.UniqueId) && !ReadOnlyFolder.Is(missing.Result.CacheDirectory))
        .Select(missing => new Wanted(missing.Result.Name, missing.Consumer.File, missing.Result.Step.UniqueId, new DirectoryStepCache(missing.Result.CacheDirectory),
            ExpectedFormat.From(FormatName.Parse(missing.Result.Step.Format))));

    private async Task AskAsync(string uniqueId, CancellationToken cancellationToken)
    {
        if (await _remote.ContainsAsync(uniqueId, cancellationToken).ConfigureAwait(false))
            _available.TryAdd(uniqueId, true);
    }

    private async Task FetchAsync(Wanted entry, IRunObserver observer, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            void TellWaiting() => observer.OnEvent(new RunEvent.StepWaiting { Step = entry.Name, UniqueId = entry.UniqueId });
            if (await _remote.FetchAsync(entry.UniqueId, entry.Cache, TellWaiting, cancellationToken, entry.Format, entry.Waits).ConfigureAwait(false) is { } size)
                observer.OnEvent(new RunEvent.StepFetched { Step = entry.Name, UniqueId = entry.UniqueId, Size = size, Duration = clock.Elapsed });
        }
        catch (RemoteEntryException exception)
        {
            if (exception.IsCorrupt)
            {
                _pushes?.Replace(entry.UniqueId);
                await _remote.CheckAsync(cancellationToken).ConfigureAwait(false);
            }

            var descriptor = exception.IsCorrupt ? Descriptors.CorruptRemoteEntry : exception.Advice is null ? Descriptors.UnusableRemoteEntry : Descriptors.UnreadableRemoteEntry;
            _ignored.Enqueue(descriptor.Create(new DiagnosticSubject(entry.File, entry.Name), entry.UniqueId, _settings.Name, exception.Message, exception.Advice));
        }
    }

    private async Task RecordFetchedAsync(Wanted[] fetched, CancellationToken cancellationToken)
    {
        HasFetched |= fetched.Length > 0;
        foreach (var entry in fetched)
        {
            // It was verified during unpacking, but an entry that could not be quarantined may still be there.
            if (_findings.Corrupt.Contains(entry.UniqueId)
                && (await entry.Cache.VerifyAsync(entry.UniqueId, quarantine: false, cancellationToken).ConfigureAwait(false)).Corruption is null)
            {
                _findings.ForgetCorrupt(entry.UniqueId);
            }

            IgnoreFile.EnsureFor(entry.Cache.DirectoryPath);
        }
    }

    // The first failure ends all reading: otherwise each result would wait for a server that does not respond.
    private async Task ReadEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        if (_hasFailed)
            return;

        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(items, options, async (item, token) => await read(item, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (RemoteStoreException exception)
        {
            lock (_failing)
            {
                if (!_hasFailed)
                    _ignored.Enqueue(Descriptors.RemoteCacheNotRead.Create(DiagnosticSubject.None, _settings.Name, exception.Message));

                _hasFailed = true;
            }
        }
    }

    private void RecordFindings()
    {
        while (_ignored.TryDequeue(out var diagnostic))
            _findings.Add(diagnostic);
    }

    private sealed record Wanted(string Name, string? File, string UniqueId, DirectoryStepCache Cache, ExpectedFormat? Format)
    {
        /// <summary>Whether it is waited for another build that computes it.</summary>
        public bool Waits { get; init; } = true;
    }
}
