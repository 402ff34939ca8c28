using Tango.IO;
using Tango.Runs;

namespace Tango.Execution.Running;

/// <summary>
/// The log of one step: a text file next to its result. It also contains what the step writes to the console: each line is logged for the step whose code is running, on whatever
/// thread.
/// </summary>
internal sealed class StepLog : IDisposable
{
    private static readonly AsyncLocal<StepLog?> CurrentLog = new();

    private readonly Lock _lock = new();
    private readonly Action<StepLogLevel, string> _report;
    private readonly BoundedLine _consoleLine = new(TextLimits.MaxText, TextLimits.Mark(TextLimits.MaxText));
    private readonly ReportBudget _lines = ReportBudget.OfLines();
    private readonly ReportBudget _warnings = ReportBudget.OfWarnings();
    private readonly StepLogFile? _file;
    private bool _isClosed;

    /// <param name="path">Full path of the file; null for none.</param>
    /// <param name="report">Receives each line as well.</param>
    /// <param name="open">Creates the file; null: at the path.</param>
    /// <param name="keepsEarlier">Whether <see cref="PutBackEarlier"/> may be called.</param>
    public StepLog(string? path, Action<StepLogLevel, string> report, Func<FileStream>? open = null, bool keepsEarlier = false)
    {
        _report = report;
        Path = path;
        _file = path is null ? null : new StepLogFile(path, open, keepsEarlier);
    }

    /// <summary>The full path of the file; null for none.</summary>
    public string? Path { get; }

    /// <summary>Called with the reason when the file cannot be written any more.</summary>
    public Action<string>? OnIncomplete { get; init; }

    /// <summary>Replaces secrets in all that is written.</summary>
    public SecretMask Mask { get; init; } = SecretMask.None;

    /// <summary>The log of the step whose code is running; null outside steps.</summary>
    public static StepLog? Current
    {
        get => CurrentLog.Value;
        set => CurrentLog.Value = value;
    }

    /// <summary>Writes to the file and reports, within the limits of both; does nothing after the log is closed.</summary>
    public void Write(StepLogLevel level, string? text) => Write(level, [TextLimits.Cut(Mask.Apply(text ?? ""), TextLimits.MaxText)]);

    /// <summary>Writes several lines in the same way, none of which is too long.</summary>
    public void Write(StepLogLevel level, IEnumerable<string> lines)
    {
        List<string> reported = [];
        string? failure;
        lock (_lock)
        {
            if (_isClosed)
                return;

            List<string> masked = [.. lines.Select(Mask.Apply)];
            failure = _file?.Write(level, masked);
            masked.ForEach(line => AddReported(reported, level == StepLogLevel.Warning ? _warnings : _lines, line));
        }

        ReportEnd(failure);
        foreach (var text in reported)
            _report(level, text);
    }

    /// <summary>Writes to the file without reporting: what became of the step, whatever its log has already.</summary>
    /// <param name="isError">Whether the step has failed.</param>
    public void WriteFile(string text, bool isError = false)
    {
        string? failure;
        lock (_lock)
            failure = _file?.WriteOutcome(TextLimits.Cut(Mask.Apply(text), TextLimits.MaxText), isError);

        ReportEnd(failure);
    }

    /// <summary>Ends the file, and puts the one back that was there before; does nothing if there was none.</summary>
    public void PutBackEarlier()
    {
        string? failure;
        lock (_lock)
            failure = _file?.PutBack();

        ReportEnd(failure);
    }

    /// <summary>Writes console output of the step, whole lines or parts of them.</summary>
    /// <returns>False if the log is closed: threads and timers that a step left behind may still write.</returns>
    public bool TryWriteConsole(ReadOnlySpan<char> text)
    {
        var lines = CutLines(text, out var isClosed);
        if (lines.Count > 0)
            Write(StepLogLevel.Info, lines);

        return !isClosed;
    }

    /// <summary>Closes the file; later output is not logged.</summary>
    public void Dispose()
    {
        if (CutRest() is { } rest)
            Write(StepLogLevel.Info, rest);

        lock (_lock)
        {
            _isClosed = true;
            _file?.Dispose();
        }
    }

    private void ReportEnd(string? failure)
    {
        if (failure is not null)
            OnIncomplete?.Invoke(failure);
    }

    private void AddReported(List<string> reported, ReportBudget budget, string text)
    {
        switch (budget.Take(text))
        {
            case ReportBudget.Answer.Report: reported.Add(text); break;
            case ReportBudget.Answer.Mark: reported.Add(ReportBudget.MarkOf(Path is null ? "the rest is not kept" : $"its log has more: {Path}")); break;
        }
    }

    private List<string> CutLines(ReadOnlySpan<char> text, out bool isClosed)
    {
        var lines = new List<string>();
        lock (_lock)
        {
            isClosed = _isClosed;
            while (!isClosed && text.IndexOf('\n') is var end and >= 0)
            {
                lines.Add(_consoleLine.End(text[..end]).TrimEnd('\r'));
                text = text[(end + 1)..];
            }

            if (!isClosed)
                _consoleLine.Add(text);
        }

        return lines;
    }

    private string? CutRest()
    {
        lock (_lock)
            return _consoleLine.IsEmpty ? null : _consoleLine.End([]).TrimEnd('\r');
    }
}
