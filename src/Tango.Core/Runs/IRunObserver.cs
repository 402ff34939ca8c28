namespace Tango.Runs;

/// <summary>Is told what happens in a run, one event at a time and in order.</summary>
public interface IRunObserver
{
    /// <summary>Takes an event.</summary>
    /// <param name="runEvent">What happened.</param>
    void OnEvent(RunEvent runEvent);
}
