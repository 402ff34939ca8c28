using System.Diagnostics;
using System.Net.Sockets;
using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class FileStatusTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_kind_of_a_path_is_found_without_opening_it()
    {
        File.WriteAllText(_directory.PathOf("file"), "one");
        Directory.CreateDirectory(_directory.PathOf("folder"));
        File.CreateSymbolicLink(_directory.PathOf("link"), "file");
        File.CreateSymbolicLink(_directory.PathOf("dangling"), "nothing");

        Assert.Equal(
            (FileKind.Regular, FileKind.Directory, FileKind.Missing, FileKind.Regular, FileKind.Missing),
            (Of("file"), Of("folder"), Of("nothing"), Of("link"), Of("dangling")));
        Assert.Equal(
            (FileKind.Regular, FileKind.Directory, FileKind.Missing, FileKind.Link, FileKind.Link),
            (OfItself("file"), OfItself("folder"), OfItself("nothing"), OfItself("link"), OfItself("dangling")));
    }

    [Fact]
    public void Pipes_sockets_and_devices_are_no_regular_files()
    {
        if (OperatingSystem.IsWindows())
            return;

        using (var make = Process.Start("mkfifo", [_directory.PathOf("pipe")]))
            make.WaitForExit();

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_directory.PathOf("socket")));

        Assert.Equal((FileKind.Pipe, FileKind.Socket, FileKind.Device), (Of("pipe"), Of("socket"), FileStatus.Read("/dev/null").Kind));
    }

    /// <summary>Up-to-date builds ask only for what they need, in another way.</summary>
    [Theory]
    [InlineData("file", true)]
    [InlineData("link", true)]
    [InlineData("folder", false)]
    [InlineData("link to folder", false)]
    [InlineData("dangling", false)]
    [InlineData("nothing", false)]
    [InlineData("pipe", false)]
    [InlineData("socket", false)]
    public void Whether_it_is_a_file_and_its_stamp_are_as_in_the_whole_status(string name, bool isFile)
    {
        if (OperatingSystem.IsWindows())
            return;

        File.WriteAllText(_directory.PathOf("file"), "one");
        Directory.CreateDirectory(_directory.PathOf("folder"));
        File.CreateSymbolicLink(_directory.PathOf("link"), "file");
        File.CreateSymbolicLink(_directory.PathOf("link to folder"), "folder");
        File.CreateSymbolicLink(_directory.PathOf("dangling"), "nothing");
        OddFiles.MakePipe(_directory.PathOf("pipe"));
        OddFiles.MakeSocket(_directory.PathOf("socket"));

        var status = FileStatus.Read(_directory.PathOf(name));

        Assert.Equal((isFile, isFile), (status.Kind == FileKind.Regular, SpecialFile.IsFile(_directory.PathOf(name))));
        Assert.Equal(status.Kind == FileKind.Directory ? FileStamp.Directory : status.Stamp, FileStamp.Read(_directory.PathOf(name)));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead)]
    public void The_permission_bits_are_read(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            return;

        File.WriteAllText(_directory.PathOf("file"), "one");
        File.SetUnixFileMode(_directory.PathOf("file"), mode);

        Assert.Equal(mode, FileStatus.Read(_directory.PathOf("file")).Mode);
    }

    private FileKind Of(string name) => FileStatus.Read(_directory.PathOf(name)).Kind;

    private FileKind OfItself(string name) => FileStatus.ReadLink(_directory.PathOf(name)).Kind;
}
