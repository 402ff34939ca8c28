using System.Collections.Immutable;

namespace Tango.Runs;

/// <summary>The record of a run in which a step ran or was fetched.</summary>
/// <param name="StateDirectory">The engine's state directory, which distinguishes target frameworks and configurations of a project.</param>
/// <param name="ToolVersion">The version of Tango.</param>
/// <param name="Steps">The outcome of every step.</param>
internal sealed record RunRecord(
    string Project,
    string StateDirectory,
    string ToolVersion,
    string Host,
    DateTimeOffset Ended,
    ImmutableArray<StepOutcome> Steps);
