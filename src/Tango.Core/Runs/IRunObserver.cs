namespace Tango.Runs;

/// <summary>Receives the events of a run, one at a time and in order.</summary>
/// <remarks>
/// Called on the thread on which something happened: one that starts the run, one of the thread pool, or one that a step made. Never by two at once, and every event is
/// seen by the calls after it. The run waits for each call, and a step for those of its own events: keep them short, and do not wait for steps in them. An observer must
/// not throw. What it throws cancels the run; it is not called again, and once the running steps have ended, <see cref="StepGraph.RunAsync"/> throws the exception.
/// </remarks>
public interface IRunObserver
{
    /// <summary>Receives an event.</summary>
    /// <param name="runEvent">What happened; of a type nested in <see cref="RunEvent"/>. Ignore types that you do not know.</param>
    void OnEvent(RunEvent runEvent);
}
