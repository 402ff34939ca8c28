using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tango.Execution.Worker;

/// <summary>Does on Windows what <see cref="WorkerStreams"/> does: the handle of standard output is kept, and both Windows and the C runtime get that of standard error instead.</summary>
internal static class WindowsStreams
{
    private const int OutputHandle = -11;
    private const int ErrorHandle = -12;
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const uint SameAccess = 2;
    private const uint Inherit = 1;

    /// <summary>Takes the channel.</summary>
    /// <exception cref="IOException">There is no standard output, or no standard error.</exception>
    public static WorkerStreams Take()
    {
        var (output, error) = (GetStdHandle(OutputHandle), GetStdHandle(ErrorHandle));
        var taken = new WorkerStreams(Keep(output), Keep(error));

        // Child processes inherit every handle that may be inherited.
        SetHandleInformation(output, Inherit, 0);
        RedirectRuntime();
        return SetStdHandle(OutputHandle, error) ? taken : throw new IOException("The worker cannot redirect its standard output.");
    }

    private static FileStream Keep(nint handle)
    {
        var self = GetCurrentProcess();
        return DuplicateHandle(self, handle, self, out var kept, 0, inherit: false, SameAccess)
            ? new FileStream(new SafeFileHandle(kept, ownsHandle: false), FileAccess.Write, bufferSize: 0)
            : throw new IOException("The worker cannot duplicate a handle of its standard streams.");
    }

    // What native code prints with printf. Libraries with a C runtime of their own have made their descriptors from the handles when they were loaded, i.e. later than this.
    private static void RedirectRuntime()
    {
        try
        {
            _ = ReplaceDescriptor(ErrorDescriptor, OutputDescriptor);
        }
        catch (DllNotFoundException)
        {
            // Without the runtime nothing prints with it.
        }
    }

    [DllImport("kernel32")]
    private static extern nint GetStdHandle(int which);

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetStdHandle(int which, nint handle);

    [DllImport("kernel32")]
    private static extern nint GetCurrentProcess();

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetHandleInformation(nint handle, uint mask, uint flags);

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool DuplicateHandle(
        nint fromProcess, nint handle, nint toProcess, out nint duplicate, uint access, [MarshalAs(UnmanagedType.Bool)] bool inherit, uint options);

    [DllImport("ucrtbase", EntryPoint = "_dup2", CallingConvention = CallingConvention.Cdecl)]
    private static extern int ReplaceDescriptor(int source, int target);
}
