namespace Tango.Cli;

/// <summary>Ends a command with a message that says what is wrong and what to do.</summary>
/// <param name="exitCode">By default that of a request for what does not exist or makes no sense.</param>
internal sealed class CliException(string message, int exitCode = Cli.ExitCode.Usage) : Exception(message)
{
    /// <summary>The exit code of <c>tango</c>.</summary>
    public int ExitCode { get; } = exitCode;
}
