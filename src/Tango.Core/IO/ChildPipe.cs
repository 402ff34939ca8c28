using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tango.IO;

/// <summary>The reading end of a pipe with another program's output, with functions that .NET lacks: whether there is data to read, and how much there can be.</summary>
internal sealed class ChildPipe
{
    // The capacity of every pipe on macOS, and the minimum on other systems where it cannot be queried.
    private const int UsualCapacity = 64 * 1024;

    private const short Readable = 0x0001;
    private const int GetPipeSize = 1032;
    private const int Interrupted = 4;
    private const int BrokenPipe = 109;

    // Milliseconds between two looks at a pipe that stays empty.
    private const int LongPause = 10;
    private const int ShortPause = 1;

    // A program that prints a lot fills the pipe again within microseconds, and it has 4 kB on Windows: with pauses alone, a megabyte would take seconds.
    private const int LooksWithoutPause = 200;
    private const int LooksWithShortPause = 20;

    private readonly Stream _stream;
    private readonly SafeHandle _handle;
    private int _emptyLooks;

    /// <param name="stream">The stream of a started process, which must not be read otherwise.</param>
    public ChildPipe(Stream stream)
    {
        _stream = stream;
        _handle = stream switch
        {
            System.IO.Pipes.PipeStream pipe => pipe.SafePipeHandle,
            FileStream file => file.SafeFileHandle,
            _ => throw new NotSupportedException($"The output of a process is a {stream.GetType()}, which is not a pipe."),
        };
    }

    /// <summary>Waits until there is data to read, or the end.</summary>
    /// <returns>Whether <see cref="Read"/> returns immediately.</returns>
    public bool Wait(int milliseconds) => OperatingSystem.IsWindows() ? WaitOnWindows(milliseconds) : WaitOnUnix(milliseconds);

    /// <summary>Reads the available data.</summary>
    /// <returns>The number of bytes; 0 at the end, when no process has the other end of the pipe open.</returns>
    public int Read(Span<byte> block)
    {
        _emptyLooks = 0;
        return _stream.Read(block);
    }

    /// <summary>The maximum number of bytes in the pipe at this moment.</summary>
    public long MaxUnread()
    {
        if (OperatingSystem.IsWindows())
            return PeekNamedPipe(_handle, 0, 0, 0, out var available, 0) ? available : 0;

        return OperatingSystem.IsLinux() && PipeSizeOf(_handle, GetPipeSize) is > 0 and var size ? size : UsualCapacity;
    }

    private bool WaitOnUnix(int milliseconds)
    {
        var isHeld = false;
        try
        {
            _handle.DangerousAddRef(ref isHeld);
            var polled = new Polled { File = (int)_handle.DangerousGetHandle(), Wanted = Readable };
            var found = Poll(ref polled, 1, milliseconds);
            if (found < 0 && Marshal.GetLastPInvokeError() is var error and not Interrupted)
                throw new Win32Exception(error);

            return found > 0;
        }
        finally
        {
            if (isHeld)
                _handle.DangerousRelease();
        }
    }

    // Windows cannot wait for a pipe that was not created for it.
    private bool WaitOnWindows(int milliseconds)
    {
        for (var start = Environment.TickCount64; ; Pause())
        {
            if (!PeekNamedPipe(_handle, 0, 0, 0, out var available, 0))
                return Marshal.GetLastPInvokeError() is var error && error == BrokenPipe ? true : throw new Win32Exception(error);

            if (available > 0 || Environment.TickCount64 - start >= milliseconds)
                return available > 0;
        }
    }

    private void Pause()
    {
        if (_emptyLooks < LooksWithoutPause)
            Thread.Yield();
        else
            Thread.Sleep(_emptyLooks < LooksWithoutPause + LooksWithShortPause ? ShortPause : LongPause);

        _emptyLooks = Math.Min(_emptyLooks + 1, LooksWithoutPause + LooksWithShortPause);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int File;
        public short Wanted;
        public short Found;
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll(ref Polled polled, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int PipeSizeOf(SafeHandle file, int command);

    [DllImport("kernel32", SetLastError = true)]
    private static extern bool PeekNamedPipe(SafeHandle pipe, nint buffer, int size, nint read, out int available, nint left);
}
