using Tango.Execution.Running;

namespace Tango.Execution.Commands;

/// <summary>The lines that a command prints: they go to the step's log, and the last are kept for the error message.</summary>
internal sealed class CommandLog
{
    private const int KeptLines = 20;
    private const int KeptColumns = 1000;

    private readonly StepLog _log;
    private readonly Queue<string> _last = new();
    private readonly Lock _lock = new();

    public CommandLog(StepLog log) => _log = log;

    /// <summary>The last lines; very long ones are truncated.</summary>
    public IReadOnlyCollection<string> Last
    {
        get
        {
            lock (_lock)
                return [.. _last];
        }
    }

    /// <summary>Appends lines of one of its streams.</summary>
    public void Append(List<string> lines)
    {
        lock (_lock)
        {
            foreach (var line in lines.Skip(lines.Count - KeptLines))
                Keep(line);

            _log.Write(StepLogLevel.Info, lines);
        }
    }

    private void Keep(string line)
    {
        if (_last.Count == KeptLines)
            _last.Dequeue();

        _last.Enqueue(line.Length <= KeptColumns ? line : string.Concat(line.AsSpan(0, KeptColumns), "…"));
    }
}
