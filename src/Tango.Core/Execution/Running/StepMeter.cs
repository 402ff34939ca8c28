using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>Measures one step, with all its attempts.</summary>
internal sealed class StepMeter : IDisposable
{
    private readonly ProcessMeter _process;
    private readonly bool _isCommand;
    private readonly TimeSpan _cpuTime;
    private readonly bool _hasPeak;
    private ResourceUsage? _commands;
    private bool _stillRuns;

    internal StepMeter(ProcessMeter process, bool isAlone, bool isCommand)
    {
        _process = process;
        _isCommand = isCommand;
        IsAlone = isAlone;
        if (!isAlone || isCommand)
            return;

        _hasPeak = OperatingSystem.IsLinux() && LinuxUsage.TryForgetPeak();
        _cpuTime = CpuTime();
    }

    /// <summary>Whether no other step has run in this process since this one began.</summary>
    public bool IsAlone { get; internal set; }

    /// <summary>Adds what a process took that ran the step's command.</summary>
    public void Add(ResourceUsage usage) => _commands = _commands?.Then(usage) ?? usage;

    /// <summary>Called when the code of the step has not ended in time, and is left running.</summary>
    public void Leave() => _stillRuns = true;

    /// <summary>What the step has taken until now.</summary>
    public ResourceUsage Read()
    {
        if (_isCommand)
            return _commands ?? ResourceUsage.Unknown;

        return IsAlone && !_stillRuns ? new(CpuTime() - _cpuTime, _hasPeak ? LinuxUsage.OwnPeak() : null) : ResourceUsage.Unknown;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.End(this, _stillRuns);

    // With the processes that the step started and waited for, where the system counts them.
    private static TimeSpan CpuTime() => Environment.CpuUsage.TotalTime + (LinuxUsage.IsAvailable ? LinuxUsage.OfChildren().CpuTime : TimeSpan.Zero);
}
