namespace Tango.Cli;

/// <summary>The exit codes of <c>tango</c>.</summary>
internal static class ExitCode
{
    /// <summary>It was done.</summary>
    public const int Success = 0;

    /// <summary>A build failed, or entries of the cache are corrupt.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong, or names something that does not exist.</summary>
    public const int Usage = 2;

    /// <summary>It was interrupted, by Ctrl+C or SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Nobody reads its output any more. Other tools are ended by SIGPIPE then, which shells tell by this code.</summary>
    public const int ClosedPipe = 141;

    /// <summary>It was asked to end, by SIGTERM.</summary>
    public const int Terminated = 143;
}
