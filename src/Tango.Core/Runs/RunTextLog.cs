using System.Globalization;
using System.Text;

namespace Tango.Runs;

/// <summary>Writes what happens in a run to a text file that can be followed while it happens (<c>run.log</c>).</summary>
public sealed class RunTextLog : IRunObserver, IDisposable
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private StreamWriter? _file;

    /// <summary>Makes a log; the first event starts the file anew, so that a run in which nothing happens leaves the last one's.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    public RunTextLog(string path) => _path = path;

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        var time = DateTimeOffset.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            _file ??= Open();
            _file.WriteLine($"{time}  {RunEventText.Of(runEvent)}");
        }
    }

    private StreamWriter Open() =>
        new(new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false))
        {
            AutoFlush = true,
            NewLine = "\n",
        };
}
