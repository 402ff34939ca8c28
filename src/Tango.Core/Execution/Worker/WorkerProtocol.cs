namespace Tango.Execution.Worker;

/// <summary>
/// The messages between MSBuild's process and the worker. The worker writes events to the standard output that it was started with, one JSON object per line, and nothing else: all
/// that is printed goes to standard error (<see cref="WorkerStreams"/>). It reads commands from standard input, one per line. When that stream ends, the process that started the worker has ended, even if it
/// crashed.
/// </summary>
internal static class WorkerProtocol
{
    /// <summary>The command of the command line: <c>run PLAN</c>.</summary>
    public const string Run = "run";

    /// <summary>The command of a job on a node with a file system of its own: <c>node FOLDER JOB WORKER…</c>.</summary>
    public const string Node = "node";

    /// <summary>The option that ends the worker with its standard input. Left out when a plan is run by hand.</summary>
    public const string Attached = "--attached";

    /// <summary>The option that lets nothing run before a debugger is attached.</summary>
    public const string WaitForDebugger = "--wait-for-debugger";

    /// <summary>The option that tells that the process that started the worker has made a span of the run, which <c>TRACEPARENT</c> names.</summary>
    public const string HasSpan = "--has-span";

    /// <summary>The option that lets the exit code tell whether a step failed, for whoever knows nothing else of the run, such as a cluster.</summary>
    public const string TellsFailure = "--tells-failure";

    /// <summary>The command that cancels the run.</summary>
    public const string Cancel = "cancel";

    /// <summary>The command that answers <see cref="Runs.RunEvent.EarlierResultWanted"/>, followed by a blank and the key: whatever was found is in the cache.</summary>
    public const string Answered = "answered";

    /// <summary>The exit code if the plan was executed, even if steps failed.</summary>
    public const int Done = 0;

    /// <summary>The exit code if the command line or the plan file is invalid.</summary>
    public const int Misuse = 2;

    /// <summary>The exit code if not all steps completed, with <see cref="TellsFailure"/>.</summary>
    public const int NotCompleted = 5;

    /// <summary>The exit code if the process that started the worker has ended.</summary>
    public const int Abandoned = 3;

    /// <summary>The exit code if the channel of events cannot be written any more.</summary>
    public const int ChannelLost = 4;
}
