using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>06xx. What builds record and report.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> pattern.</summary>
    public static DiagnosticDescriptor ForcesNothing { get; } = new(
        "TANGO0601", Warning, "Forced steps are not needed",
        "TangoForce: '{0}' matches only steps that this build does not need, so it forces nothing. Add them to TangoSteps, or remove TangoSteps.");

    /// <summary><c>{0}</c> directory, <c>{1}</c> why, with its full stop.</summary>
    public static DiagnosticDescriptor StateNotAccessible { get; } = new(
        "TANGO0602", Error, "State directory cannot be read or written",
        "The state directory '{0}' cannot be read or written: {1} Free space or grant access, or set BaseIntermediateOutputPath to another directory.");

    /// <summary><c>{0}</c> directory, <c>{1}</c> why, with its full stop.</summary>
    public static DiagnosticDescriptor RecordNotWritten { get; } = new(
        "TANGO0603", Warning, "Run record not written",
        "The record of this run could not be written to '{0}': {1} Results are not affected. Free space or grant access, or set TangoRunsDirectory to another directory.");

    /// <summary><c>{0}</c> file, <c>{1}</c> why, with its full stop, <c>{2}</c> property.</summary>
    public static DiagnosticDescriptor ReportNotWritten { get; } = new(
        "TANGO0604", Error, "Report cannot be written",
        "'{0}' cannot be written: {1} Grant access, or name another file with {2}.");
}
