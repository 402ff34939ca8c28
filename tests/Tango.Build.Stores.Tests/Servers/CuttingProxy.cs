using System.Net;
using System.Net.Sockets;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>Stands in front of a server, and cuts connections off after some bytes of what a request or an answer has.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly int _limit;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private int _cuts;

    /// <param name="limit">How many bytes pass in one direction, in a connection that is cut.</param>
    /// <param name="cuts">How many connections are cut.</param>
    public CuttingProxy(Uri server, int limit, int cuts)
    {
        _server = server;
        _limit = limit;
        _cuts = cuts;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its own address.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>How many connections are still to be cut.</summary>
    public int CutsLeft => _cuts;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream()), CopyAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side has ended the connection, or the test is over.
            }

            // Reset: the other side sees that this is no end.
            client.LingerState = new LingerOption(true, 0);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        for (var passed = 0L; await from.ReadAsync(buffer, _end.Token) is > 0 and var read; passed += read)
        {
            if (passed + read > _limit && Interlocked.Decrement(ref _cuts) >= 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, (int)Math.Max(0, Math.Min(read, _limit - passed))), _end.Token);
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
