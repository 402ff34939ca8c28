using System.Runtime.InteropServices;

namespace Tango.Execution.Worker;

/// <summary>Ends a worker that nobody can hear any more.</summary>
internal static class WorkerExit
{
    /// <summary>Ends the process at once. A step that closed the channel has probably closed all that the runtime needs for an orderly exit too.</summary>
    public static void OnChannelLost()
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(WorkerProtocol.ChannelLost);

        ExitNow(WorkerProtocol.ChannelLost);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void ExitNow(int code);
}
