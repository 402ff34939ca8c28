using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>The outcome of running a pipeline.</summary>
/// <param name="Steps">Every declared step, in declaration order.</param>
/// <param name="Diagnostics">All errors and warnings, in the order they were found.</param>
/// <param name="IsUpToDate">Whether every needed result was available: nothing ran or was fetched, no process was started, nothing was written.</param>
/// <param name="IsCancelled">Whether the run was cancelled.</param>
internal sealed record PipelineResult(
    IReadOnlyList<StepOutcome> Steps,
    IReadOnlyList<Diagnostic> Diagnostics,
    bool IsUpToDate,
    bool IsCancelled)
{
    /// <summary>Whether there was no error and every needed result is available.</summary>
    public bool Succeeded => !IsCancelled && !Diagnostics.Any(diagnostic => diagnostic.IsError);
}
