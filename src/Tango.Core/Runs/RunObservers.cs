namespace Tango.Runs;

/// <summary>Passes each event on to several observers, in order.</summary>
internal sealed class RunObservers : IRunObserver
{
    private readonly IRunObserver[] _observers;
    private readonly Lock _lock = new();

    public RunObservers(params IRunObserver[] observers) => _observers = observers;

    public void OnEvent(RunEvent runEvent)
    {
        lock (_lock)
        {
            foreach (var observer in _observers)
                observer.OnEvent(runEvent);
        }
    }
}
