using System.Collections.Immutable;

namespace Tango.Runs;

/// <summary>What is kept of a run that did something.</summary>
/// <param name="Project">The project's file.</param>
/// <param name="ToolVersion">The version of Tango.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Steps">What became of every step.</param>
internal sealed record RunRecord(string Project, string ToolVersion, DateTimeOffset Ended, ImmutableArray<RunRecordStep> Steps);
