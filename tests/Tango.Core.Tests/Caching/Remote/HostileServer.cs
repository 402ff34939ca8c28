using System.Text;
using Tango.Build.TestKit;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>A server that answers with any bytes whatsoever.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly LocalServer _server;

    /// <param name="answer">Writes an answer; the connection is closed after it.</param>
    public HostileServer(Func<Stream, Task> answer) => _server = new LocalServer(async (stream, end) =>
    {
        if (await FileRequest.ReadAsync(stream, end) is not null)
            await answer(stream);
    });

    /// <summary>A server that always gives the same answer.</summary>
    /// <param name="answer">All of it, in Latin-1.</param>
    public HostileServer(string answer)
        : this(stream => stream.WriteAsync(Encoding.Latin1.GetBytes(answer)).AsTask())
    {
    }

    public Uri Address => new(_server.Address);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
