using Tango.Caching.Remote;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>Repeats requests that a store has not answered, with pauses that widen: a server that restarts must not cost the work of hours.</summary>
/// <param name="onSilence">Called each time that the store does not answer.</param>
internal sealed class Patience(Action<Exception> onSilence, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPause = TimeSpan.FromMinutes(1);

    /// <summary>Sends a request.</summary>
    /// <param name="cancellationToken">Ends the pauses; the failure is the answer then.</param>
    /// <exception cref="RemoteException">The answer is a failure, or there was none for ten minutes.</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + Limit;
        for (var pause = FirstPause; ; pause = pause * 2 < LastPause ? pause * 2 : LastPause)
        {
            try
            {
                return await request().ConfigureAwait(false);
            }
            catch (RemoteStoreException exception) when (exception.IsTransient && !cancellationToken.IsCancellationRequested && clock.GetUtcNow() < end)
            {
                onSilence(exception);
            }

            // Cancelled, it asks a last time.
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
