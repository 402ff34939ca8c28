using System.Collections.Immutable;

namespace Tango.Runs;

/// <summary>What is kept of a run that did something.</summary>
/// <param name="Project">The project's file.</param>
/// <param name="StateDirectory">Where the engine keeps what it remembers: tells target frameworks and configurations of one project apart.</param>
/// <param name="ToolVersion">The version of Tango.</param>
/// <param name="Host">The machine.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Steps">What became of every step.</param>
internal sealed record RunRecord(
    string Project,
    string StateDirectory,
    string ToolVersion,
    string Host,
    DateTimeOffset Ended,
    ImmutableArray<RunRecordStep> Steps);
