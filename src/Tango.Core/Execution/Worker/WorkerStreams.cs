using Microsoft.Win32.SafeHandles;

namespace Tango.Execution.Worker;

/// <summary>
/// The standard streams of the worker process, without <see cref="Console"/>. On Unix the streams that <see cref="Console"/> opens take the lock of <see cref="Console.Out"/> for
/// each write. A step that prints holds that lock while its line waits to be reported, and the thread that reports would wait for the step: a deadlock.
/// </summary>
internal static class WorkerStreams
{
    /// <summary>Standard output.</summary>
    public static Stream Output() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : Open(1);

    /// <summary>Standard error.</summary>
    public static Stream Error() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : Open(2);

    private static FileStream Open(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
