using System.Globalization;
using System.Text;

namespace Tango.Runs;

/// <summary>
/// Writes what happens in a run to a text file that can be followed while it happens (<c>run.log</c>). Gives up when the file cannot be written: no build is to
/// fail for want of its log.
/// </summary>
internal sealed class RunTextLog : IRunObserver, IDisposable
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private StreamWriter? _file;
    private bool _hasGivenUp;

    /// <summary>Makes a log; the first event starts the file anew, so that a run in which nothing happens leaves the last one's.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    public RunTextLog(string path) => _path = path;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            Close();
        }
    }

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        var time = DateTimeOffset.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (!_hasGivenUp)
            {
                Write($"{time}  {RunEventText.Of(runEvent)}");
            }
        }
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
            // What could not be written still cannot.
        }

        _file = null;
    }

    private StreamWriter Open() =>
        new(new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false))
        {
            AutoFlush = true,
            NewLine = "\n",
        };
}
