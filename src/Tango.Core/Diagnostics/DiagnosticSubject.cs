namespace Tango.Diagnostics;

/// <summary>
/// What a diagnostic is about. Names instead of line numbers: code for the file's format (the MSBuild task,
/// a JSON reader) turns them into a line and a column, and only when there is something to report.
/// </summary>
public sealed record DiagnosticSubject
{
    internal DiagnosticSubject(string? file = null, string? step = null, string? argument = null, int occurrence = 0)
    {
        File = file;
        Step = step;
        Argument = argument;
        Occurrence = occurrence;
    }

    /// <summary>The subject of diagnostics that belong to the whole run.</summary>
    internal static DiagnosticSubject None { get; } = new();

    /// <summary>The file with the declaration; null if there is none (a graph created in code).</summary>
    public string? File { get; internal init; }

    /// <summary>The step's name; null when the diagnostic is about no single step.</summary>
    public string? Step { get; internal init; }

    /// <summary>The argument's or setting's name as written in the declaration; null when it is about none.</summary>
    public string? Argument { get; internal init; }

    /// <summary>Which declaration of that name, counted from 0: a name may be declared twice by accident.</summary>
    public int Occurrence { get; internal init; }
}
