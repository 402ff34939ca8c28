using System.Globalization;
using Tango.Execution.Running;

namespace Tango.Execution.Commands;

/// <summary>The lines that a command prints: all of them go to the step's log, the first of them to the build too, and the last are kept for the error message.</summary>
internal sealed class CommandLog
{
    /// <summary>How many lines of a command the build reports.</summary>
    public const int MaxReportedLines = 10_000;

    /// <summary>How many characters these lines have together at most.</summary>
    public const int MaxReportedCharacters = 4_000_000;

    private const int KeptColumns = 1000;

    private readonly StepLog _log;
    private readonly LastLines _last = new();
    private readonly Lock _lock = new();
    private int _linesLeft = MaxReportedLines;
    private int _charactersLeft = MaxReportedCharacters;
    private bool _isCut;

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
            foreach (var line in lines)
                keep(line.Length <= KeptColumns ? line : string.Concat(line.AsSpan(0, KeptColumns), "…"));

            var reported = CountReported(lines);
            _log.Write(lines, reported);
            if (reported < lines.Count && !_isCut)
            {
                _isCut = true;
                _log.Report(StepLogLevel.Info, string.Create(
                    CultureInfo.InvariantCulture,
                    $"… (a build shows at most {MaxReportedLines} lines and {MaxReportedCharacters} characters of a command; the complete output is in its log{(_log.Path is null ? "" : ": " + _log.Path)})"));
            }
        }
    }

    private int CountReported(List<string> lines)
    {
        var reported = 0;
        while (reported < lines.Count && _linesLeft > 0 && lines[reported].Length <= _charactersLeft)
        {
            _linesLeft--;
            _charactersLeft -= lines[reported++].Length;
        }

        if (reported < lines.Count)
        {
            // Once truncated, nothing follows: a short line after a long one would look like the next line.
            _linesLeft = 0;
        }

        return reported;
    }
}
