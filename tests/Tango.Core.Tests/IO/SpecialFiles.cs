using System.Diagnostics;
using System.Net.Sockets;

namespace Tango.Core.Tests.IO;

/// <summary>Makes pipes, sockets, devices and links.</summary>
internal static class SpecialFiles
{
    public const string Pipe = "pipe";
    public const string Socket = "socket";
    public const string LinkToPipe = "link to a pipe";
    public const string LinkToDevice = "link to a device";
    public const string DanglingLink = "dangling link";
    public const string LinkToItself = "link to itself";

    /// <summary>Makes one at a path that is free.</summary>
    public static void Make(string kind, string path)
    {
        switch (kind)
        {
            case Pipe:
                MakePipe(path);
                break;
            case Socket:
                // The name stays when the socket is closed.
                using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
                {
                    socket.Bind(new UnixDomainSocketEndPoint(path + ".s"));
                    File.Move(path + ".s", path);
                }

                break;
            case LinkToPipe:
                var hidden = Directory.CreateDirectory(path + ".d").FullName;
                MakePipe(Path.Combine(hidden, "pipe"));
                File.CreateSymbolicLink(path, Path.Combine(hidden, "pipe"));
                break;
            case LinkToDevice:
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case DanglingLink:
                File.CreateSymbolicLink(path, "nothing");
                break;
            case LinkToItself:
                File.CreateSymbolicLink(path, Path.GetFileName(path));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private static void MakePipe(string path)
    {
        using var make = Process.Start("mkfifo", [path]);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
    }
}
