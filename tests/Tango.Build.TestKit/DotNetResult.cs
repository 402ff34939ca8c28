namespace Tango.Build.TestKit;

/// <summary>How a <c>dotnet</c> process ended.</summary>
/// <param name="Command">Its command line.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output and standard error, line by line in the order received.</param>
/// <param name="StandardOutput">Its standard output alone.</param>
public sealed record DotNetResult(string Command, int ExitCode, string Output, string StandardOutput)
{
    /// <summary>The lines of <see cref="Output"/>.</summary>
    public IReadOnlyList<string> Lines => Output.Split(Environment.NewLine);

    /// <summary>Throws with the output if the process failed.</summary>
    public DotNetResult EnsureSuccess() => ExitCode == 0 ? this : throw new DotNetException(this, $"exit code {ExitCode}");

    /// <summary>Throws with the output if the process did not fail.</summary>
    public DotNetResult EnsureFailure() => ExitCode != 0 ? this : throw new DotNetException(this, "success where a failure was expected");
}
