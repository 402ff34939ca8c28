using Tango.Execution.Plans;
using Tango.Execution.Slurm;

namespace Tango.Execution;

/// <summary>
/// Chooses the step that starts next: all steps it depends on are complete, and enough processors, memory and graphics processors are free. Of these the one with the longest path of
/// steps behind it, by the durations of earlier runs: the run cannot end before that path has. A step that needs more than the total runs alone. Jobs of a cluster use nothing of this
/// machine; only their number has a limit. Linear in the number of steps and dependencies, but for the order of those that are ready.
/// </summary>
internal sealed class Schedule
{
    private readonly int _processors;
    private readonly long _memory;
    private readonly int _gpus;
    private readonly bool _keepGoing;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<Entry> _ready = new(ByPath.Instance);
    private readonly SortedSet<Entry> _readyJobs = new(ByPath.Instance);
    private readonly int _maxJobs;
    private int _reservedProcessors;
    private long _reservedMemory;
    private int _reservedGpus;
    private int _runningHere;
    private int _runningJobs;
    private bool _stopped;

    public Schedule(ExecutionPlan plan)
    {
        _processors = plan.Options.MaxParallelism;
        _memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        _gpus = plan.Options.Gpus;
        _keepGoing = plan.Options.KeepGoing;
        _maxJobs = plan.Slurm?.MaxJobs ?? 0;
        foreach (var step in plan.Steps)
            _entries.Add(step.Name, new Entry(step, _entries.Count, JobSteps.AreJobs(plan, step)));

        foreach (var entry in _entries.Values)
        {
            foreach (var before in entry.Step.After)
            {
                _entries[before].Dependents.Add(entry);
                entry.Waiting++;
            }
        }

        MeasurePaths(plan);
        foreach (var entry in _entries.Values)
        {
            if (entry.Waiting == 0)
                AddReady(entry);
        }
    }

    // Each step comes after those that it depends on. Every run does this once: loops, as queries over numbers would be compiled in each worker.
    private void MeasurePaths(ExecutionPlan plan)
    {
        var usual = UsualTicks(plan);
        for (var index = plan.Steps.Length - 1; index >= 0; index--)
        {
            var step = plan.Steps[index];
            var entry = _entries[step.Name];
            var behind = 0.0;
            foreach (var dependent in entry.Dependents)
                behind = Math.Max(behind, dependent.Path);

            entry.Path = behind + (step.LastDuration > TimeSpan.Zero ? step.LastDuration.Ticks : usual);
        }
    }

    // A step that has never run counts as the others do on average.
    private static double UsualTicks(ExecutionPlan plan)
    {
        var (sum, count) = (0.0, 0);
        foreach (var step in plan.Steps)
        {
            if (step.LastDuration > TimeSpan.Zero)
            {
                sum += step.LastDuration.Ticks;
                count++;
            }
        }

        return count == 0 ? 1 : sum / count;
    }

    public int RunningCount => _runningHere + _runningJobs;

    public int CompletedCount { get; private set; }

    public int FailedCount { get; private set; }

    public int BlockedCount { get; private set; }

    /// <summary>Starts the next step; null if none may start now.</summary>
    public ExecutionStep? TryStart()
    {
        if (!_stopped && _runningJobs < _maxJobs && _readyJobs.Min is { } job)
        {
            _readyJobs.Remove(job);
            _runningJobs++;
            return job.Step;
        }

        // Every step uses a processor: with none left, the waiting steps need not be searched.
        var mayStart = !_stopped && (_runningHere == 0 || _reservedProcessors < _processors);
        if (!mayStart || _ready.FirstOrDefault(entry => Fits(entry.Step)) is not { } next)
            return null;

        _ready.Remove(next);
        Reserve(next.Step);
        return next.Step;
    }

    /// <summary>Records how a step ended.</summary>
    /// <returns>The steps that are blocked by it, each with the step that blocks it.</returns>
    public IReadOnlyList<(string Step, string By)> End(ExecutionStep step, StepCompletion end)
    {
        var entry = _entries[step.Name];
        if (entry.IsJob)
            _runningJobs--;
        else
            Free(step);

        switch (end)
        {
            case StepCompletion.Completed:
                CompletedCount++;
                ReleaseDependents(entry);
                return [];
            case StepCompletion.Reused:
                ReleaseDependents(entry);
                return [];
            case StepCompletion.Failed:
                FailedCount++;
                _stopped = !_keepGoing;
                return Block(entry);
            default:
                return [];
        }
    }

    private bool Fits(ExecutionStep step) =>
        _runningHere == 0
        || (_reservedProcessors + (step.Options.Cpus ?? 1) <= _processors
            && _reservedMemory + (step.Options.Memory ?? 0) <= _memory
            && (step.Options.Gpus is null or 0 || _reservedGpus + step.Options.Gpus <= _gpus));

    private void Reserve(ExecutionStep step) => Count(step, 1);

    private void Free(ExecutionStep step) => Count(step, -1);

    private void Count(ExecutionStep step, int sign)
    {
        _runningHere += sign;
        _reservedProcessors += sign * (step.Options.Cpus ?? 1);
        _reservedMemory += sign * (step.Options.Memory ?? 0);
        _reservedGpus += sign * (step.Options.Gpus ?? 0);
    }

    private void ReleaseDependents(Entry entry)
    {
        foreach (var dependent in entry.Dependents)
        {
            if (--dependent.Waiting == 0 && !dependent.IsBlocked)
                AddReady(dependent);
        }
    }

    private void AddReady(Entry entry) => (entry.IsJob ? _readyJobs : _ready).Add(entry);

    /// <summary>Blocks all steps that depend on a failed step.</summary>
    /// <returns>The steps that are blocked by it and were not before, each with the failed one; none if that is not in the plan.</returns>
    public IReadOnlyList<(string Step, string By)> Block(string failed) => _entries.TryGetValue(failed, out var entry) ? Block(entry) : [];

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

    private sealed class ByPath : IComparer<Entry>
    {
        public static ByPath Instance { get; } = new();

        public int Compare(Entry? one, Entry? other) => other!.Path.CompareTo(one!.Path) is not 0 and var longer ? longer : one.Index.CompareTo(other.Index);
    }

    private sealed class Entry(ExecutionStep step, int index, bool isJob)
    {
        public bool IsJob => isJob;

        /// <summary>Its place in the plan.</summary>
        public int Index => index;

        /// <summary>The longest path of steps from its start to the end of the run, in ticks.</summary>
        public double Path { get; set; }

        public ExecutionStep Step { get; } = step;

        public List<Entry> Dependents { get; } = [];

        public int Waiting { get; set; }

        public bool IsBlocked { get; set; }
    }
}
