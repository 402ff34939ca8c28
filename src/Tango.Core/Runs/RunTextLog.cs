using System.Globalization;
using System.Text;

namespace Tango.Runs;

/// <summary>Writes what happens in a run to a text file that can be followed while it happens (<c>run.log</c>).</summary>
public sealed class RunTextLog : IRunObserver, IDisposable
{
    private readonly StreamWriter _file;
    private readonly Lock _lock = new();

    /// <summary>Starts the file anew.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    public RunTextLog(string path) =>
        _file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false))
        {
            AutoFlush = true,
            NewLine = "\n",
        };

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        var time = DateTimeOffset.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            _file.WriteLine($"{time}  {RunEventText.Of(runEvent)}");
        }
    }
}
