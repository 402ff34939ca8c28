using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics;
using Tango.Caching;
using Tango.Caching.Remote;
using Tango.Diagnostics;
using Tango.Planning;
using Tango.Runs;

namespace Tango;

/// <summary>
/// What a build has to do with the remote cache: it asks for what is missing here, fetches what it needs of it, and pushes what steps made while others run. A remote
/// cache that fails costs a warning, and time; never the build.
/// </summary>
internal sealed class RemoteResults : IRunObserver, IAsyncDisposable
{
    // Most of the time is spent waiting for answers.
    private const int AtOnce = 16;

    private readonly RemoteCacheSettings _settings;
    private readonly DirectoryStepCache _cache;
    private readonly RemoteCache _remote;
    private readonly RunFindings _findings;
    private readonly RemotePushes? _pushes;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _held = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Diagnostic> _damage = new();
    private bool _hasFailed;

    /// <param name="settings">The remote cache.</param>
    /// <param name="cache">The cache here.</param>
    /// <param name="findings">Takes warnings.</param>
    public RemoteResults(RemoteCacheSettings settings, DirectoryStepCache cache, RunFindings findings)
    {
        _settings = settings;
        _cache = cache;
        _findings = findings;
        _remote = RemoteCache.Open(settings, cache.Path);
        _pushes = settings.Push ? new RemotePushes(_remote, cache) : null;
    }

    /// <summary>Whether anything was fetched.</summary>
    public bool HasFetched { get; private set; }

    /// <summary>The unique ids of what the remote cache is known to hold and has not been fetched.</summary>
    public FrozenSet<string> Held => _held.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Asks for the results that a plan misses, those of other projects too.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>Whether some are held, so that another plan is due.</returns>
    public async Task<bool> LookAsync(Plan plan, CancellationToken cancellationToken)
    {
        var own = plan.Steps
            .Where(step => step.Action is PlannedAction.Run or PlannedAction.Blocked && step is { IsStored: true, IsForced: false } && step.Identity.IsFindable)
            .Select(step => step.Identity.UniqueId);
        var others = ReferencedResultCheck.Missing(plan).Where(missing => missing.Result.Step.IsFindable).Select(missing => missing.Result.Step.UniqueId);
        var before = _held.Count;
        await ReadEachAsync(own.Concat(others).Where(_asked.Add), AskAsync, cancellationToken).ConfigureAwait(false);
        return _held.Count > before;
    }

    /// <summary>Fetches the results that a plan takes from the remote cache.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="observer">Is told of each.</param>
    /// <param name="cancellationToken">Ends the transfers.</param>
    /// <returns>Whether there were any, so that another plan is due: they are here now, or cannot be had.</returns>
    public async Task<bool> FetchAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        Wanted[] wanted = [.. Own(plan).Concat(OfOthers(plan)).DistinctBy(entry => entry.UniqueId)];
        await ReadEachAsync(wanted, (entry, token) => FetchAsync(entry, observer, token), cancellationToken).ConfigureAwait(false);
        foreach (var entry in wanted)
        {
            _held.TryRemove(entry.UniqueId, out _);
        }

        while (_damage.TryDequeue(out var damage))
        {
            _findings.Add(damage);
        }

        TakeUp([.. wanted.Where(entry => entry.Cache.Contains(entry.UniqueId))]);
        return wanted.Length > 0;
    }

    /// <summary>Pushes what a plan's steps make from now on.</summary>
    /// <param name="plan">The plan.</param>
    public void Expect(Plan plan) => _pushes?.Expect(plan);

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        // What cannot be read is left alone for the rest of the build: one warning is enough.
        if (!_hasFailed && runEvent is RunEvent.StepCompleted { State: StepState.Ran } completed)
        {
            _pushes?.Push(completed.UniqueId);
        }
    }

    /// <summary>Waits until everything has been pushed.</summary>
    /// <param name="cancellationToken">Gives up what has not.</param>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_pushes is not null && await _pushes.FinishAsync(cancellationToken).ConfigureAwait(false) is { } failure)
        {
            _findings.Add(Descriptors.RemoteCacheNotWritten.Of(DiagnosticSubject.None, _settings.Name, failure.Message.TrimEnd('.')));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_pushes is not null)
        {
            await _pushes.DisposeAsync().ConfigureAwait(false);
        }

        _remote.Dispose();
    }

    private IEnumerable<Wanted> Own(Plan plan) => plan.Steps
        .Where(step => step.IsRemote)
        .Select(step => new Wanted(step.Node.Name, step.Node.File, step.Identity.UniqueId, _cache));

    // Another project's step that nobody needed there: its result is put where that project would have put it.
    private IEnumerable<Wanted> OfOthers(Plan plan) => ReferencedResultCheck.Missing(plan)
        .Where(missing => _held.ContainsKey(missing.Result.Step.UniqueId))
        .Select(missing => new Wanted(missing.Result.Name, missing.Taker.File, missing.Result.Step.UniqueId, new DirectoryStepCache(missing.Result.Pipeline.CacheDirectory)));

    private async Task AskAsync(string uniqueId, CancellationToken cancellationToken)
    {
        if (await _remote.ContainsAsync(uniqueId, cancellationToken).ConfigureAwait(false))
        {
            _held.TryAdd(uniqueId, true);
        }
    }

    private async Task FetchAsync(Wanted entry, IRunObserver observer, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            void TellWaiting() => observer.OnEvent(new RunEvent.StepWaiting(entry.Name, entry.UniqueId));
            if (await _remote.FetchAsync(entry.UniqueId, entry.Cache, TellWaiting, cancellationToken).ConfigureAwait(false) is { } size)
            {
                observer.OnEvent(new RunEvent.StepFetched(entry.Name, entry.UniqueId, size, clock.Elapsed.TotalSeconds));
            }
        }
        catch (InvalidDataException exception)
        {
            _damage.Enqueue(Descriptors.DamagedRemoteEntry.Of(new DiagnosticSubject(entry.File, entry.Name), entry.UniqueId, _settings.Name, exception.Message));
        }
    }

    private void TakeUp(Wanted[] fetched)
    {
        HasFetched |= fetched.Length > 0;
        foreach (var entry in fetched)
        {
            // Verified while it was unpacked; but an entry that could not be set aside may still be in its place.
            if (_findings.Damaged.Contains(entry.UniqueId) && entry.Cache.FindDamage(entry.UniqueId) is null)
            {
                _findings.ForgetDamage(entry.UniqueId);
            }

            IgnoreFile.EnsureFor(entry.Cache.Path);
        }
    }

    // The first failure ends all reading: a server that does not answer would be waited for once per result.
    private async Task ReadEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        if (_hasFailed)
        {
            return;
        }

        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(items, options, async (item, token) => await read(item, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (RemoteStoreException exception)
        {
            _hasFailed = true;
            _findings.Add(Descriptors.RemoteCacheNotRead.Of(DiagnosticSubject.None, _settings.Name, exception.Message));
        }
    }

    private sealed record Wanted(string Name, string? File, string UniqueId, DirectoryStepCache Cache);
}
