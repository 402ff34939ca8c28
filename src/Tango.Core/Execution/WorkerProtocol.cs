namespace Tango.Execution;

/// <summary>
/// What MSBuild's process and the worker say to each other. The worker writes events to standard output, one JSON object a line, each behind <see cref="RecordMark"/>
/// so that whatever else ends up there can be told apart. It takes commands on standard input, a line each; the end of that stream is the end of
/// the process that started it, however that came about.
/// </summary>
internal static class WorkerProtocol
{
    /// <summary>Stands before each event: U+001E, "record separator".</summary>
    public const char RecordMark = '\u001E';

    /// <summary>The command line's verb: <c>run PLAN</c>.</summary>
    public const string Run = "run";

    /// <summary>The option that ties the worker's life to its standard input. Left out when a plan is run again by hand.</summary>
    public const string Attached = "--attached";

    /// <summary>The command that ends the run in good order.</summary>
    public const string Cancel = "cancel";

    /// <summary>The exit code when the plan was carried out, failed steps included.</summary>
    public const int Done = 0;

    /// <summary>The exit code when the command line or the plan file was not understood.</summary>
    public const int Misuse = 2;

    /// <summary>The exit code when the process that started the worker is gone.</summary>
    public const int Abandoned = 3;
}
