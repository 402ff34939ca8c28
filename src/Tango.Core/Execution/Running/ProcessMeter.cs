namespace Tango.Execution.Running;

/// <summary>
/// Measures the steps of this process. What the process takes is what a step takes if it is the only one that runs, from its beginning to its end; the system does not divide it among steps. Commands are processes of their own, which
/// are measured when they end.
/// </summary>
/// <param name="isWorker">Whether this process does nothing but run steps.</param>
internal sealed class ProcessMeter(bool isWorker)
{
    private readonly Lock _lock = new();
    private readonly HashSet<StepMeter> _running = [];
    private bool _isSpoilt;

    /// <summary>Called when a step begins.</summary>
    /// <param name="isCommand">Whether it is measured when its processes end.</param>
    public StepMeter Begin(bool isCommand)
    {
        lock (_lock)
        {
            var isAlone = isWorker && !_isSpoilt && _running.Count == 0;
            foreach (var other in _running)
                other.IsAlone = false;

            var meter = new StepMeter(this, isAlone, isCommand);
            _running.Add(meter);
            return meter;
        }
    }

    /// <summary>Called when a step ends.</summary>
    /// <param name="stillRuns">Whether its code still runs, as after a time-out: nothing that follows is alone.</param>
    internal void End(StepMeter meter, bool stillRuns)
    {
        lock (_lock)
        {
            _running.Remove(meter);
            _isSpoilt |= stillRuns;
        }
    }
}
