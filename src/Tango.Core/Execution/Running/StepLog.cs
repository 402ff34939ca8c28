using System.Globalization;
using System.Text;
using Tango.Caching;
using Tango.IO;

namespace Tango.Execution.Running;

/// <summary>
/// The log of one step: a text file next to its result. It also contains what the step writes to the console: each line is logged for the step whose code is running, on whatever
/// thread. If the file cannot be written any more, e.g. because the disk is full, that is one warning: the step did nothing wrong.
/// </summary>
internal sealed class StepLog : IDisposable
{
    private static readonly AsyncLocal<StepLog?> CurrentLog = new();

    private readonly Lock _lock = new();
    private readonly StringBuilder _consoleLine = new();
    private StreamWriter? _file;
    private bool _isClosed;
    private readonly Action<StepLogLevel, string> _report;

    /// <param name="path">Full path of the file; null for none.</param>
    /// <param name="report">Receives each line as well.</param>
    /// <param name="open">Creates the file; null: at the path.</param>
    public StepLog(string? path, Action<StepLogLevel, string> report, Func<FileStream>? open = null)
    {
        _report = report;
        Path = path;
        if (path is not null)
            _file = new StreamWriter(open?.Invoke() ?? Create(path), new UTF8Encoding(false)) { NewLine = "\n" };
    }

    /// <summary>The full path of the file; null for none.</summary>
    public string? Path { get; }

    /// <summary>The log of the step whose code is running; null outside steps.</summary>
    public static StepLog? Current
    {
        get => CurrentLog.Value;
        set => CurrentLog.Value = value;
    }

    /// <summary>Writes to the file and reports; does nothing after the log is closed.</summary>
    public void Write(StepLogLevel level, string text)
    {
        if (IsClosed())
            return;

        WriteFile(level, text);
        _report(level, text);
    }

    /// <summary>Writes several lines to the file, and reports the first of them; does nothing after the log is closed.</summary>
    public void Write(List<string> lines, int reported)
    {
        if (IsClosed())
            return;

        var time = TimeNow();
        WriteFile(file =>
        {
            foreach (var line in lines)
            {
                file.Write(time);
                file.Write(' ');
                file.WriteLine(line);
            }
        });

        for (var index = 0; index < reported; index++)
            _report(StepLogLevel.Info, lines[index]);
    }

    /// <summary>Reports without writing to the file.</summary>
    public void Report(StepLogLevel level, string text)
    {
        if (!IsClosed())
            _report(level, text);
    }

    /// <summary>Writes to the file without reporting.</summary>
    public void WriteFile(StepLogLevel level, string text)
    {
        var time = TimeNow();
        var mark = level == StepLogLevel.Info ? "" : level.ToString().ToLowerInvariant() + ": ";
        WriteFile(file => file.WriteLine($"{time} {mark}{text}"));
    }

    /// <summary>Writes console output of the step, whole lines or parts of them.</summary>
    /// <returns>False if the log is closed: threads and timers that a step left behind may still write.</returns>
    public bool TryWriteConsole(ReadOnlySpan<char> text)
    {
        var lines = CutLines(text, out var isClosed);
        foreach (var line in lines)
            Write(StepLogLevel.Info, line);

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
            _file = null;
        }
    }

    private void WriteFile(Action<StreamWriter> write)
    {
        if (TryWriteFile(write) is { } failure)
            _report(StepLogLevel.Warning, $"The log '{Path}' ends here: {failure}");
    }

    private string? TryWriteFile(Action<StreamWriter> write)
    {
        lock (_lock)
        {
            if (_file is not { } file)
                return null;

            try
            {
                write(file);
                file.Flush();
                return null;
            }
            catch (Exception exception) when (CacheAccess.IsRefusal(exception))
            {
                // Disposing of the writer would write its buffer again.
                file.BaseStream.Dispose();
                _file = null;
                return exception.Message;
            }
        }
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        SpecialFile.Refuse(path);

        // The log of a failed run may be another user's: it can be deleted, but not written to.
        File.Delete(path);
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        SharedMode.Apply(file.SafeFileHandle, System.IO.Path.GetDirectoryName(path)!, isReplaced: true);
        return file;
    }

    private static string TimeNow() => DateTimeOffset.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private bool IsClosed()
    {
        lock (_lock)
            return _isClosed;
    }

    private List<string> CutLines(ReadOnlySpan<char> text, out bool isClosed)
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
                _consoleLine.Append(text);
        }

        return lines;
    }

    private string? CutRest()
    {
        lock (_lock)
        {
            var rest = _consoleLine.Length == 0 ? null : _consoleLine.ToString().TrimEnd('\r');
            _consoleLine.Clear();
            return rest;
        }
    }
}
