using Tango.Runs;

namespace Tango.Execution.Worker;

/// <summary>Writes the events of a worker to its channel, one JSON object per line.</summary>
internal sealed class EventWriter : IRunObserver
{
    private readonly Stream _channel;
    private readonly Action _onLost;

    /// <param name="onLost">Ends the process. Called when the channel cannot be written: a step closed it, and nobody would hear of the run any more.</param>
    public EventWriter(Stream channel, Action onLost)
    {
        _channel = channel;
        _onLost = onLost;
    }

    public void OnEvent(RunEvent runEvent)
    {
        try
        {
            _channel.Write([.. RunEventJson.Write(runEvent), (byte)'\n']);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _onLost();
        }
    }
}
