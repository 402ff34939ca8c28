using System.Collections.Concurrent;
using System.Diagnostics;
using Tango.Caching.Remote;
using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine.Remote;

/// <summary>Pushes results to the remote cache while other steps run. A failure does not fail the build.</summary>
internal sealed class RemotePushes : IAsyncDisposable
{
    // Packing uses processors that steps need.
    private const int MaxConcurrency = 4;

    private readonly RemoteCache _remote;
    private readonly DirectoryStepCache _cache;
    private readonly SemaphoreSlim _turns = new(MaxConcurrency);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<Task> _pushes = new();
    private readonly Dictionary<string, string> _expected = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _replaced = new(StringComparer.Ordinal);
    private volatile IRunObserver? _observer;
    private Exception? _failure;

    public RemotePushes(RemoteCache remote, DirectoryStepCache cache)
    {
        _remote = remote;
        _cache = cache;
    }

    /// <summary>Adds the results of a plan's steps that other builds can use to those that are pushed. An entry that cannot be used here is left alone in the remote cache too.</summary>
    /// <param name="observer">Receives an event for each that was pushed.</param>
    public void AddExpected(Plan plan, IRunObserver observer)
    {
        _observer = observer;
        foreach (var step in plan.Steps)
        {
            if ((step.Action == PlannedAction.Run || step.Earlier is not null) && step.IsCacheable && step.Identity.IsFindable && !_cache.Redirected.ContainsKey(step.Identity.UniqueId))
            {
                _expected[step.Identity.UniqueId] = step.Node.Name;
                if (step.IsForced)
                    Replace(step.Identity.UniqueId);
            }
        }
    }

    /// <summary>Has a result replace the entry that is there: one that is corrupt, or whose step was forced.</summary>
    public void Replace(string uniqueId) => _replaced.TryAdd(uniqueId, true);

    /// <summary>Starts to push a result if it is expected, and returns.</summary>
    public void Push(string uniqueId)
    {
        if (_expected.TryGetValue(uniqueId, out var step))
            _pushes.Enqueue(Task.Run(() => PushAsync(step, uniqueId)));
    }

    /// <summary>Waits until everything has been pushed.</summary>
    /// <param name="cancellationToken">Cancels the remaining pushes.</param>
    /// <returns>The failure; null if there was none.</returns>
    public async Task<Exception?> FinishAsync(CancellationToken cancellationToken)
    {
        using var giveUp = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        while (_pushes.TryDequeue(out var push))
            await push.ConfigureAwait(false);

        return Interlocked.Exchange(ref _failure, null);
    }

    /// <summary>Cancels the remaining pushes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await FinishAsync(CancellationToken.None).ConfigureAwait(false);
        _end.Dispose();
        _turns.Dispose();
    }

    private async Task PushAsync(string step, string uniqueId)
    {
        try
        {
            await _turns.WaitAsync(_end.Token).ConfigureAwait(false);
            try
            {
                var clock = Stopwatch.StartNew();
                if (await _remote.PushAsync(uniqueId, _cache, _end.Token, replace: _replaced.ContainsKey(uniqueId)).ConfigureAwait(false) is { } size)
                    _observer?.OnEvent(new RunEvent.StepPushed { Step = step, UniqueId = uniqueId, Size = size, Duration = clock.Elapsed });
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The build was cancelled, or the remote cache has failed, which is reported once.
        }
        catch (Exception exception)
        {
            // The others would fail as well, and each would wait for its time-out.
            Interlocked.CompareExchange(ref _failure, exception, null);
            await _end.CancelAsync().ConfigureAwait(false);
        }
    }
}
