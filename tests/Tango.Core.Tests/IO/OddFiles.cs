using System.Diagnostics;
using System.Net.Sockets;

namespace Tango.Core.Tests;

/// <summary>What .NET has no word for.</summary>
internal static class OddFiles
{
    public static void MakePipe(string path) => Run("mkfifo", path);

    /// <summary>A socket is there until it is closed, and its name stays.</summary>
    public static void MakeSocket(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var name = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        // The name of a socket is short.
        socket.Bind(new UnixDomainSocketEndPoint(name));
        Run("mv", name, path);
    }

    /// <summary>Runs a command of the shell in a folder, for names that .NET cannot say.</summary>
    public static void Shell(string folder, string command) => Run("sh", "-c", "cd \"$1\" && " + command, "sh", folder);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
