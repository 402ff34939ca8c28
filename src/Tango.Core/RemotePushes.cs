using System.Collections.Concurrent;
using Tango.Caching;
using Tango.Caching.Remote;
using Tango.Planning;

namespace Tango;

/// <summary>Pushes results to the remote cache while steps go on running. No failure of it is the build's.</summary>
internal sealed class RemotePushes : IAsyncDisposable
{
    // Packing takes processors from the steps.
    private const int AtOnce = 4;

    private readonly RemoteCache _remote;
    private readonly DirectoryStepCache _cache;
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<Task> _pushes = new();
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private Exception? _failure;

    /// <param name="remote">Where to.</param>
    /// <param name="cache">Where from.</param>
    public RemotePushes(RemoteCache remote, DirectoryStepCache cache)
    {
        _remote = remote;
        _cache = cache;
    }

    /// <summary>Has the results pushed that a plan's steps will make and that others can find.</summary>
    /// <param name="plan">The plan.</param>
    public void Expect(Plan plan) => _expected.UnionWith(
        plan.Steps.Where(step => step is { Action: PlannedAction.Run, IsStored: true } && step.Identity.IsFindable).Select(step => step.Identity.UniqueId));

    /// <summary>Begins to push a result if it was expected, and returns.</summary>
    /// <param name="uniqueId">The complete entry.</param>
    public void Push(string uniqueId)
    {
        if (_expected.Contains(uniqueId))
        {
            _pushes.Enqueue(Task.Run(() => PushAsync(uniqueId)));
        }
    }

    /// <summary>Waits until everything has been pushed.</summary>
    /// <param name="cancellationToken">Gives up what has not.</param>
    /// <returns>What went wrong; null when nothing did.</returns>
    public async Task<Exception?> FinishAsync(CancellationToken cancellationToken)
    {
        using var giveUp = cancellationToken.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
        while (_pushes.TryDequeue(out var push))
        {
            await push.ConfigureAwait(false);
        }

        return Interlocked.Exchange(ref _failure, null);
    }

    /// <summary>Gives up what has not been pushed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await FinishAsync(CancellationToken.None).ConfigureAwait(false);
        _end.Dispose();
        _turns.Dispose();
    }

    private async Task PushAsync(string uniqueId)
    {
        try
        {
            await _turns.WaitAsync(_end.Token).ConfigureAwait(false);
            try
            {
                await _remote.PushAsync(uniqueId, _cache, _end.Token).ConfigureAwait(false);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The build was cancelled, or the remote cache has failed, which is told once.
        }
        catch (Exception exception)
        {
            // The others would fail as well, and each would take its time.
            Interlocked.CompareExchange(ref _failure, exception, null);
            await _end.CancelAsync().ConfigureAwait(false);
        }
    }
}
