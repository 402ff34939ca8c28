using System.Globalization;
using System.Text;

namespace Tango.Execution;

/// <summary>
/// The log of one step: a text file beside its result. What the step writes to the console goes here as well: each line is a line of the step whose
/// code is running, whatever thread it runs on.
/// </summary>
internal sealed class StepLog : IDisposable
{
    private static readonly AsyncLocal<StepLog?> CurrentLog = new();

    private readonly Lock _lock = new();
    private readonly StringBuilder _consoleLine = new();
    private StreamWriter? _file;
    private bool _isClosed;
    private readonly Action<StepLogLevel, string> _tell;

    /// <param name="path">Full path of the file; null for none.</param>
    /// <param name="tell">Is told each line as well.</param>
    public StepLog(string? path, Action<StepLogLevel, string> tell)
    {
        _tell = tell;
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete), new UTF8Encoding(false))
            {
                AutoFlush = true,
                NewLine = "\n",
            };
        }
    }

    /// <summary>The log of the step whose code is running; null outside steps.</summary>
    public static StepLog? Current
    {
        get => CurrentLog.Value;
        set => CurrentLog.Value = value;
    }

    /// <summary>Writes to the file and tells; nothing once the log is closed.</summary>
    public void Write(StepLogLevel level, string text)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }
        }

        WriteFile(level, text);
        _tell(level, text);
    }

    /// <summary>Writes to the file alone.</summary>
    public void WriteFile(StepLogLevel level, string text)
    {
        var time = DateTimeOffset.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var mark = level == StepLogLevel.Info ? "" : level.ToString().ToLowerInvariant() + ": ";
        lock (_lock)
        {
            _file?.WriteLine($"{time} {mark}{text}");
        }
    }

    /// <summary>Takes what the step writes to the console, whole lines or parts of them.</summary>
    /// <returns>False when the log is closed: threads and timers that a step left behind still write as the step.</returns>
    public bool TryWriteConsole(ReadOnlySpan<char> text)
    {
        var lines = TakeLines(text, out var isClosed);
        foreach (var line in lines)
        {
            Write(StepLogLevel.Info, line);
        }

        return !isClosed;
    }

    /// <summary>Closes the file; what is written from now on goes elsewhere or nowhere.</summary>
    public void Dispose()
    {
        if (TakeRest() is { } rest)
        {
            Write(StepLogLevel.Info, rest);
        }

        lock (_lock)
        {
            _isClosed = true;
            _file?.Dispose();
            _file = null;
        }
    }

    private List<string> TakeLines(ReadOnlySpan<char> text, out bool isClosed)
    {
        var lines = new List<string>();
        lock (_lock)
        {
            isClosed = _isClosed;
            while (!isClosed && text.IndexOf('\n') is var end and >= 0)
            {
                lines.Add(_consoleLine.Append(text[..end]).ToString().TrimEnd('\r'));
                _consoleLine.Clear();
                text = text[(end + 1)..];
            }

            if (!isClosed)
            {
                _consoleLine.Append(text);
            }
        }

        return lines;
    }

    private string? TakeRest()
    {
        lock (_lock)
        {
            var rest = _consoleLine.Length == 0 ? null : _consoleLine.ToString().TrimEnd('\r');
            _consoleLine.Clear();
            return rest;
        }
    }
}
