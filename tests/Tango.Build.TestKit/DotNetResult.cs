namespace Tango.Build.TestKit;

/// <summary>How a <c>dotnet</c> process ended.</summary>
/// <param name="Command">Its command line.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output and to standard error, line by line as it came.</param>
/// <param name="StandardOutput">What it wrote to standard output alone.</param>
public sealed record DotNetResult(string Command, int ExitCode, string Output, string StandardOutput)
{
    /// <summary>The lines of <see cref="Output"/>.</summary>
    public IReadOnlyList<string> Lines => Output.Split(Environment.NewLine);

    /// <summary>Fails with the output when the process did.</summary>
    public DotNetResult EnsureSuccess() => ExitCode == 0 ? this : throw new DotNetException(this, $"exit code {ExitCode}");

    /// <summary>Fails with the output when the process did not fail.</summary>
    public DotNetResult EnsureFailure() => ExitCode != 0 ? this : throw new DotNetException(this, "success where a failure was expected");
}
