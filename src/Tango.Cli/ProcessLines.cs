using System.Runtime.ExceptionServices;

namespace Tango.Cli;

/// <summary>
/// What a process prints, line by line. When a receiver fails, e.g. because the reader of a pipe has enough, the rest is read all the same and dropped: a process whose pipe is full would wait for ever.
/// </summary>
/// <param name="onFailure">Called once, after the first failure; should end the process.</param>
internal sealed class ProcessLines(Action onFailure)
{
    private readonly Lock _lock = new();
    private ExceptionDispatchInfo? _failure;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="receive">Receives each line; never two at the same time, not even of two streams.</param>
    public async Task ReadAsync(StreamReader reader, Action<string> receive)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            Pass(line, receive);
    }

    /// <summary>Throws the first exception of a receiver, if there was one.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    private void Pass(string line, Action<string> receive)
    {
        lock (_lock)
        {
            if (_failure is not null)
                return;

            try
            {
                receive(line);
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                onFailure();
            }
        }
    }
}
