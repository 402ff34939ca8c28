using System.Globalization;
using System.Text;
using Tango.IO;

namespace Tango.Runs;

/// <summary>
/// Writes the events of a run to a file that can be followed during the run: <c>run.log</c> for people, <c>events.jsonl</c> for tools. If the file cannot be written it stops: a
/// missing log must not fail a build.
/// </summary>
internal sealed class RunLog : IRunObserver, IDisposable
{
    private readonly string _path;
    private readonly Func<DateTimeOffset, RunEvent, string> _format;
    private readonly Lock _lock = new();
    private readonly long _limit;
    private StreamWriter? _file;
    private long _room;
    private bool _hasGivenUp;

    private RunLog(string path, Func<DateTimeOffset, RunEvent, string> format, long limit)
    {
        _path = path;
        _format = format;
        _limit = limit;
        _room = limit;
    }

    /// <summary>A log of lines for people, with the local time; the first event replaces the file, so that a run without events leaves that of the last one.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    /// <param name="limit">How many characters of what steps say it has.</param>
    public static RunLog OfText(string path, long limit = TextLimits.MaxRunLog) =>
        new(path, static (time, runEvent) => $"{time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}  {RunEventText.Format(runEvent)}", limit);

    /// <summary>A log with a line of JSON for each event, see <see cref="RunEventJson"/>; otherwise like that of text.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    /// <param name="limit">How many characters of what steps say it has.</param>
    public static RunLog OfJson(string path, long limit = TextLimits.MaxRunLog) =>
        new(path, static (time, runEvent) => Encoding.UTF8.GetString(RunEventJson.Write(runEvent, time)), limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            Close();
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        lock (_lock)
        {
            if (_hasGivenUp)
                return;

            if (runEvent is not (RunEvent.StepLogged or RunEvent.StepProgressed or RunEvent.StrayOutput))
                Write(Line(runEvent));
            else if (_room > 0)
                WriteWithinLimit(Line(runEvent));
        }
    }

    private static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private string Line(RunEvent runEvent) => _format(DateTimeOffset.Now, runEvent);

    // Steps may say any amount; outcomes are always written.
    private void WriteWithinLimit(string line)
    {
        Write(line);
        _room -= line.Length;
        if (_room <= 0)
            Write(Line(new RunEvent.StrayOutput { Text = TextLimits.Format($"… (this log has at most {_limit} characters of what steps say; what follows is left out)") }));
    }

    private void Write(string line)
    {
        try
        {
            _file ??= Open();
            _file.WriteLine(line);
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            Close();
        }
    }

    private void Close()
    {
        _hasGivenUp = true;
        try
        {
            _file?.Dispose();
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            // Disposing flushes again, and fails again.
        }

        _file = null;
    }

    private StreamWriter Open()
    {
        SpecialFile.Refuse(_path);
        return new(new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false))
        {
            AutoFlush = true,
            NewLine = "\n",
        };
    }
}
