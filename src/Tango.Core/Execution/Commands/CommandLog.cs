using Tango.Execution.Running;

namespace Tango.Execution.Commands;

/// <summary>The lines that a command prints: they go to the step's log, and the last are kept for the error message.</summary>
internal sealed class CommandLog
{
    private const int KeptColumns = 1000;

    private readonly StepLog _log;
    private readonly LastLines _last = new();
    private readonly Lock _lock = new();

    public CommandLog(StepLog log) => _log = log;

    /// <summary>The last lines; very long ones are truncated.</summary>
    public IReadOnlyCollection<string> Last
    {
        get
        {
            lock (_lock)
                return _last.ToList();
        }
    }

    /// <summary>Appends lines of its standard output.</summary>
    public void AppendOutput(List<string> lines) => Append(lines, _last.AddOutput);

    /// <summary>Appends lines of its standard error.</summary>
    public void AppendErrors(List<string> lines) => Append(lines, _last.AddError);

    private void Append(List<string> lines, Action<string> keep)
    {
        lock (_lock)
        {
            foreach (var line in lines.Select(_log.Mask.Apply))
                keep(line.Length <= KeptColumns ? line : string.Concat(line.AsSpan(0, KeptColumns), "…"));

            _log.Write(StepLogLevel.Info, lines);
        }
    }
}
