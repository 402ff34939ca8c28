using System.Net;
using System.Net.Sockets;

namespace Tango.Build.TestKit;

/// <summary>Ports of this machine for servers that cannot choose one themselves.</summary>
public static class FreePorts
{
    // Below those that systems give to clients: such a port could be taken by any connection before the server listens.
    private const int First = 20_000;
    private const int End = 30_000;

    /// <summary>Finds ports in a row on which nobody listens.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The first of them.</returns>
    public static int Find(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(First, End - count);
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
