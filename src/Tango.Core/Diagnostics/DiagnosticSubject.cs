namespace Tango.Diagnostics;

/// <summary>
/// What a diagnostic is about. Names instead of line numbers: whoever knows the file's format (the MSBuild task,
/// a JSON reader) turns them into a line and a column, and only when there is something to report.
/// </summary>
/// <param name="File">The file that holds the declaration; null when there is none (a graph made in code).</param>
/// <param name="Step">The step's name; null when the diagnostic is about no single step.</param>
/// <param name="Argument">The argument's or setting's name as written in the declaration.</param>
/// <param name="Occurrence">Which declaration of that name, counted from 0: names may be declared twice by mistake.</param>
public sealed record DiagnosticSubject(
    string? File = null,
    string? Step = null,
    string? Argument = null,
    int Occurrence = 0)
{
    /// <summary>The subject of diagnostics that belong to the whole run.</summary>
    public static DiagnosticSubject None { get; } = new();
}
