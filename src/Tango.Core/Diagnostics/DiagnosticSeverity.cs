namespace Tango.Diagnostics;

/// <summary>The severity of a diagnostic: a warning is reported, an error fails the build.</summary>
public enum DiagnosticSeverity
{
    /// <summary>A problem that needs attention; the build continues.</summary>
    Warning,

    /// <summary>A problem that must be corrected; the build fails.</summary>
    Error,
}
