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
    private readonly StreamWriter? _file;
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

    public void Write(StepLogLevel level, string text)
    {
        WriteFile(level, text);
        _tell(level, text);
    }

    /// <summary>Writes to the file alone.</summary>
    public void WriteFile(StepLogLevel level, string text)
    {
        if (_file is null)
        {
            return;
        }

        var time = DateTimeOffset.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var mark = level == StepLogLevel.Info ? "" : level.ToString().ToLowerInvariant() + ": ";
        lock (_lock)
        {
            _file.WriteLine($"{time} {mark}{text}");
        }
    }

    /// <summary>Takes what the step writes to the console, whole lines or parts of them.</summary>
    public void WriteConsole(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('\n') is var end and >= 0)
        {
            string line;
            lock (_lock)
            {
                line = _consoleLine.Append(text[..end]).ToString().TrimEnd('\r');
                _consoleLine.Clear();
            }

            Write(StepLogLevel.Info, line);
            text = text[(end + 1)..];
        }

        lock (_lock)
        {
            _consoleLine.Append(text);
        }
    }

    public void Dispose()
    {
        if (_consoleLine.Length > 0)
        {
            WriteConsole("\n");
        }

        lock (_lock)
        {
            _file?.Dispose();
        }
    }
}
