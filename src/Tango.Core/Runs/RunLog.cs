using System.Globalization;
using System.Text;
using Tango.IO;

namespace Tango.Runs;

/// <summary>Writes the events of a run to a text file that can be followed during the run (<c>run.log</c>). If the file cannot be written it stops: a missing log must not fail a build.</summary>
internal sealed class RunTextLog : IRunObserver, IDisposable
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private readonly long _limit;
    private StreamWriter? _file;
    private long _room;
    private bool _hasGivenUp;

    /// <summary>Creates a log; the first event replaces the file, so that a run without events leaves that of the last one.</summary>
    /// <param name="path">Full path; its folder must exist.</param>
    /// <param name="limit">How many characters of what steps say it has.</param>
    public RunTextLog(string path, long limit = TextLimits.MaxRunLog)
    {
        _path = path;
        _limit = limit;
        _room = limit;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            Close();
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        var time = DateTimeOffset.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (_hasGivenUp)
                return;

            if (runEvent is not (RunEvent.StepLogged or RunEvent.StepProgressed or RunEvent.StrayOutput))
                Write($"{time}  {RunEventText.Format(runEvent)}");
            else if (_room > 0)
                WriteWithinLimit($"{time}  {RunEventText.Format(runEvent)}");
        }
    }

    // Steps may say any amount; outcomes are always written.
    private void WriteWithinLimit(string line)
    {
        Write(line);
        _room -= line.Length;
        if (_room <= 0)
            Write(TextLimits.Format($"… (this log has at most {_limit} characters of what steps say; what follows is left out)"));
    }

    private static bool IsRefusal(Exception exception) => exception is IOException or UnauthorizedAccessException;

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
