using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tango.Build.TestKit;

/// <summary>A server of this process that answers each connection once, with whatever it likes. Made of sockets only, which are the same on all systems: Windows has another web server.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Stream, CancellationToken, Task> _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _serving;
    private bool _isDisposed;

    /// <param name="answer">Reads a request and writes an answer; the connection is closed after it.</param>
    public LocalServer(Func<Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}/cache";
        _serving = Task.Factory.StartNew(Serve, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>An address of this server. Not by the name of this machine: that has a second address, and Windows tries for two seconds to connect to it.</summary>
    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    // On a thread that waits: under Wine the asynchronous call ends the process when a client is gone at once.
    private void Serve()
    {
        try
        {
            while (true)
                _connections.Add(AnswerAsync(_listener.AcceptSocket()));
        }
        catch (Exception exception) when (_end.IsCancellationRequested && exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        // Connections are accepted one after the other.
        await Task.Yield();
        using (client)
        using (_end.Token.Register(client.Dispose))
        {
            try
            {
                using var stream = new NetworkStream(client);
                await _answer(stream, _end.Token);

                // What the client still sends is read, or closing would reset the connection before the answer is read.
                client.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null, _end.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client has ended the connection, or the test is over.
            }
        }
    }
}
