using System.Runtime.InteropServices;

namespace Tango.Execution.Worker;

/// <summary>
/// The standard streams of the worker process. It keeps the pipe of its standard output for itself, as the channel of events: before any code of a step runs, standard output
/// becomes a second standard error. So whatever steps, native code and child processes print is text, and never an event (docs/decisions/0029).
/// </summary>
/// <remarks>
/// Not the streams of <see cref="Console"/>: on Unix these take the lock of <see cref="Console.Out"/> for each write. A step that prints holds that lock while its line waits to be
/// reported, and the thread that reports would wait for the step: a deadlock. Both are duplicates, which a step that closes 1 or 2 leaves open.
/// </remarks>
/// <param name="Events">The channel of events; child processes do not inherit it.</param>
/// <param name="Text">For all text.</param>
internal sealed record WorkerStreams(Stream Events, Stream Text)
{
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>Takes the channel. Called once, before anything else.</summary>
    /// <exception cref="IOException">There is no standard output, or no standard error.</exception>
    public static WorkerStreams Take() => OperatingSystem.IsWindows() ? WindowsStreams.Take() : new WorkerStreams(Keep(Output), Keep(Error)).Redirected();

    private static DescriptorStream Keep(int descriptor)
    {
        var kept = Duplicate(descriptor);
        return kept < 0 || CloseInChildren(kept, OperatingSystem.IsLinux() ? 0x5451u : 0x20006601u) < 0
            ? throw new IOException($"The worker cannot duplicate its descriptor {descriptor}.")
            : new DescriptorStream(kept);
    }

    private WorkerStreams Redirected() => Replace(Error, Output) < 0 ? throw new IOException("The worker cannot redirect its standard output.") : this;

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Replace(int source, int target);

    // ioctl(FIOCLEX) and not fcntl(FD_CLOEXEC): that has an argument after its command, which processors of Apple pass in another way than .NET does.
    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int CloseInChildren(int descriptor, nuint command);
}
