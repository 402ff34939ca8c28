namespace Tango.Execution;

/// <summary>
/// Which step may start next: all it depends on is complete, and there are processors, memory and graphics processors left for it. A step that wants more than there is
/// at all runs alone. Linear in the number of steps and dependencies.
/// </summary>
internal sealed class Schedule
{
    private readonly int _processors;
    private readonly long _memory;
    private readonly int _gpus;
    private readonly bool _keepGoing;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Entry> _ready = new();
    private int _takenProcessors;
    private long _takenMemory;
    private int _takenGpus;
    private bool _stopped;

    public Schedule(ExecutionPlan plan)
    {
        _processors = Math.Max(1, plan.MaxParallelism);
        _memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        _gpus = plan.Gpus;
        _keepGoing = plan.KeepGoing;
        foreach (var step in plan.Steps)
        {
            _entries.Add(step.Name, new Entry(step));
        }

        foreach (var entry in _entries.Values)
        {
            foreach (var before in entry.Step.After)
            {
                _entries[before].Dependents.Add(entry);
                entry.Waiting++;
            }

            if (entry.Waiting == 0)
            {
                _ready.AddLast(entry);
            }
        }
    }

    public int RunningCount { get; private set; }

    public int CompletedCount { get; private set; }

    public int FailedCount { get; private set; }

    public int BlockedCount { get; private set; }

    /// <summary>Takes the next step to start; null when none may start now.</summary>
    public ExecutionStep? TryStart()
    {
        // Every step takes a processor: with none left, there is no need to look at all that wait.
        var mayStart = !_stopped && (RunningCount == 0 || _takenProcessors < _processors);
        for (var node = mayStart ? _ready.First : null; node is not null; node = node.Next)
        {
            if (Fits(node.Value.Step))
            {
                _ready.Remove(node);
                Take(node.Value.Step, 1);
                return node.Value.Step;
            }
        }

        return null;
    }

    /// <summary>Takes up how a step ended.</summary>
    /// <returns>The steps that are blocked by that, each with the step that blocks it.</returns>
    public IReadOnlyList<(string Step, string By)> End(ExecutionStep step, StepEnd end)
    {
        Take(step, -1);
        var entry = _entries[step.Name];
        switch (end)
        {
            case StepEnd.Completed:
                CompletedCount++;
                Release(entry);
                return [];
            case StepEnd.Failed:
                FailedCount++;
                _stopped = !_keepGoing;
                return Block(entry);
            default:
                return [];
        }
    }

    private bool Fits(ExecutionStep step) =>
        RunningCount == 0
        || (_takenProcessors + step.Cpus <= _processors
            && _takenMemory + (step.Memory ?? 0) <= _memory
            && (step.Gpus == 0 || _takenGpus + step.Gpus <= _gpus));

    private void Take(ExecutionStep step, int sign)
    {
        RunningCount += sign;
        _takenProcessors += sign * step.Cpus;
        _takenMemory += sign * (step.Memory ?? 0);
        _takenGpus += sign * step.Gpus;
    }

    private void Release(Entry entry)
    {
        foreach (var dependent in entry.Dependents)
        {
            if (--dependent.Waiting == 0 && !dependent.IsBlocked)
            {
                _ready.AddLast(dependent);
            }
        }
    }

    private List<(string Step, string By)> Block(Entry failed)
    {
        var blocked = new List<(string Step, string By)>();
        var open = new Queue<Entry>([failed]);
        while (open.TryDequeue(out var entry))
        {
            foreach (var dependent in entry.Dependents)
            {
                if (!dependent.IsBlocked)
                {
                    dependent.IsBlocked = true;
                    BlockedCount++;
                    blocked.Add((dependent.Step.Name, failed.Step.Name));
                    open.Enqueue(dependent);
                }
            }
        }

        return blocked;
    }

    private sealed class Entry(ExecutionStep step)
    {
        public ExecutionStep Step { get; } = step;

        public List<Entry> Dependents { get; } = [];

        public int Waiting { get; set; }

        public bool IsBlocked { get; set; }
    }
}
