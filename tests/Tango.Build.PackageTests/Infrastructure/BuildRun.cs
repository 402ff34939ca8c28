using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

/// <summary>A build, and its effects.</summary>
/// <param name="Result">How the process ended.</param>
/// <param name="StepsRun">The steps whose code ran, by name, in alphabetical order.</param>
/// <param name="WorkerStarts">How many worker processes were started.</param>
internal sealed record BuildRun(DotNetResult Result, IReadOnlyList<string> StepsRun, int WorkerStarts)
{
    /// <summary>The lines that Tango wrote, trimmed.</summary>
    public IReadOnlyList<string> TangoLines => [.. Result.StandardOutput
        .Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith("Tango  ", StringComparison.Ordinal) || line.StartsWith("Tango: ", StringComparison.Ordinal))];

    /// <summary>The distinct error lines.</summary>
    public IReadOnlyList<string> Errors => [.. Result.Lines
        .Select(line => line.Trim())
        .Where(line => line.Contains(": error ", StringComparison.Ordinal))
        .Distinct()];

    public BuildRun EnsureSuccess()
    {
        Result.EnsureSuccess();
        return this;
    }

    public BuildRun EnsureFailure()
    {
        Result.EnsureFailure();
        return this;
    }
}
