using System.Runtime.ExceptionServices;
using Tango.Runs;

namespace Tango.InCode;

/// <summary>Keeps what an observer throws out of the steps whose events it was given: it ends the run instead.</summary>
internal sealed class GuardedObserver : IRunObserver
{
    private readonly IRunObserver _observer;
    private readonly CancellationTokenSource _run;
    private ExceptionDispatchInfo? _failure;

    private GuardedObserver(IRunObserver observer, CancellationTokenSource run)
    {
        _observer = observer;
        _run = run;
    }

    /// <summary>Runs something that an observer watches. If the observer throws, the run is cancelled, and once it has ended the exception is thrown here.</summary>
    public static async Task RunAsync(IRunObserver? observer, Func<IRunObserver?, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        if (observer is null)
        {
            await run(null, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var guarded = new GuardedObserver(observer, cancellation);
        try
        {
            await run(guarded, cancellation.Token).ConfigureAwait(false);
        }
        finally
        {
            // Instead of the cancellation that it caused.
            guarded._failure?.Throw();
        }
    }

    public void OnEvent(RunEvent runEvent)
    {
        if (_failure is not null)
            return;

        try
        {
            _observer.OnEvent(runEvent);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);

            // Not waited for: what is registered with the token may report events, and the next one waits for this one.
            _ = _run.CancelAsync();
        }
    }
}
