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
internal sealed class RemoteResults : IRunObserver, IDisposable
{
    // Most of the time is spent waiting for answers.
    private const int AtOnce = 16;

    private readonly RemoteCacheSettings _settings;
    private readonly DirectoryStepCache _cache;
    private readonly RemoteCache _remote;
    private readonly RunFindings _findings;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _held = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Diagnostic> _damage = new();
    private readonly RemotePushes? _pushes;
    private Exception? _readFailure;

    /// <param name="settings">The remote cache.</param>
    /// <param name="cache">The cache here.</param>
    /// <param name="findings">Takes warnings.</param>
    public RemoteResults(RemoteCacheSettings settings, DirectoryStepCache cache, RunFindings findings)
    {
        _settings = settings;
        _cache = cache;
        _remote = RemoteCache.Open(settings, cache);
        _findings = findings;
        _pushes = settings.Push ? new RemotePushes(_remote, AtOnce) : null;
    }

    /// <summary>Whether anything was fetched.</summary>
    public bool HasFetched { get; private set; }

    /// <summary>The unique ids of what the remote cache is known to hold and has not been fetched.</summary>
    public FrozenSet<string> Held => _held.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Asks for the results that a plan misses.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>Whether some are held, so that another plan is due.</returns>
    public async Task<bool> LookAsync(Plan plan, CancellationToken cancellationToken)
    {
        var missing = plan.Steps
            .Where(step => step.Action is PlannedAction.Run or PlannedAction.Blocked && step is { IsStored: true, IsForced: false } && step.Identity.IsFindable)
            .Select(step => step.Identity.UniqueId)
            .Where(_asked.Add);
        var before = _held.Count;
        await ReadEachAsync(
            missing,
            async (uniqueId, token) => _ = await _remote.ContainsAsync(uniqueId, token).ConfigureAwait(false) && _held.TryAdd(uniqueId, true),
            cancellationToken).ConfigureAwait(false);
        return _held.Count > before;
    }

    /// <summary>Fetches the results that a plan takes from the remote cache.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="observer">Is told of each.</param>
    /// <param name="cancellationToken">Ends the transfers.</param>
    /// <returns>False when some could not be had, so that another plan is due.</returns>
    public async Task<bool> FetchAsync(Plan plan, IRunObserver observer, CancellationToken cancellationToken)
    {
        PlannedStep[] wanted = [.. plan.Steps.Where(step => step.IsRemote).DistinctBy(step => step.Identity.UniqueId)];
        var fetched = new ConcurrentQueue<string>();
        await ReadEachAsync(wanted, (step, token) => FetchAsync(step, observer, fetched, token), cancellationToken).ConfigureAwait(false);
        TakeUp(wanted, fetched);
        return fetched.Count == wanted.Length;
    }

    /// <summary>Pushes what a plan's steps make from now on.</summary>
    /// <param name="plan">The plan.</param>
    public void Expect(Plan plan) => _pushes?.Expect(plan);

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        // What cannot be read is left alone for the rest of the build: one warning is enough.
        if (_readFailure is null && runEvent is RunEvent.StepCompleted { State: StepState.Ran } completed)
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
            _findings.Add(Descriptors.RemoteCacheNotWritten.Of(DiagnosticSubject.None, _settings.Name, failure.Message));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pushes?.Dispose();
        _remote.Dispose();
    }

    private async Task FetchAsync(PlannedStep step, IRunObserver observer, ConcurrentQueue<string> fetched, CancellationToken cancellationToken)
    {
        var (name, uniqueId) = (step.Node.Name, step.Identity.UniqueId);
        var clock = Stopwatch.StartNew();
        try
        {
            void TellWaiting() => observer.OnEvent(new RunEvent.StepWaiting(name, uniqueId));
            if (await _remote.FetchAsync(uniqueId, TellWaiting, cancellationToken).ConfigureAwait(false) is { } size)
            {
                fetched.Enqueue(uniqueId);
                observer.OnEvent(new RunEvent.StepFetched(name, uniqueId, size, clock.Elapsed.TotalSeconds));
            }
        }
        catch (InvalidDataException exception)
        {
            _damage.Enqueue(Descriptors.DamagedRemoteEntry.Of(new DiagnosticSubject(step.Node.File, name), uniqueId, _settings.Name, exception.Message));
        }
    }

    // What was wanted is here now or cannot be had: either way it is not asked for again.
    private void TakeUp(PlannedStep[] wanted, IReadOnlyCollection<string> fetched)
    {
        foreach (var step in wanted)
        {
            _held.TryRemove(step.Identity.UniqueId, out _);
        }

        foreach (var uniqueId in fetched)
        {
            _findings.ForgetDamage(uniqueId);
        }

        while (_damage.TryDequeue(out var damage))
        {
            _findings.Add(damage);
        }

        if (fetched.Count > 0)
        {
            HasFetched = true;
            IgnoreFile.EnsureFor(_cache.Path);
        }
    }

    // The first failure ends all reading: a server that does not answer would be waited for once per result.
    private async Task ReadEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        if (_readFailure is not null)
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
            _readFailure = exception;
            _findings.Add(Descriptors.RemoteCacheNotRead.Of(DiagnosticSubject.None, _settings.Name, exception.Message));
        }
    }
}
