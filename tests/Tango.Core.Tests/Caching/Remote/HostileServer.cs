using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>A server that answers with any bytes whatsoever.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Stream, Task> _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly Task _serving;

    /// <param name="answer">Writes an answer; the connection is closed after it.</param>
    public HostileServer(Func<Stream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A server that always gives the same answer.</summary>
    /// <param name="answer">All of it, in Latin-1.</param>
    public HostileServer(string answer)
        : this(stream => stream.WriteAsync(Encoding.Latin1.GetBytes(answer)).AsTask())
    {
    }

    public Uri Address => new($"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/cache");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
                _connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (_end.IsCancellationRequested && exception is OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await ReadRequestAsync(stream);
                await _answer(stream);

                // What the client still sends is read, or closing would reset the connection before the answer is read.
                client.Client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null, _end.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // The client has ended the connection, or the test is over.
            }
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var end = "\r\n\r\n"u8.ToArray();
        var request = new List<byte>();
        var next = new byte[1];
        while (!request.TakeLast(end.Length).SequenceEqual(end) && await stream.ReadAsync(next, _end.Token) > 0)
            request.Add(next[0]);
    }
}
