namespace Tango.Diagnostics;

/// <summary>How a diagnostic weighs: a warning is told, an error fails the build.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Something to look at; the build goes on.</summary>
    Warning,

    /// <summary>Something that must be mended; the build fails.</summary>
    Error,
}
