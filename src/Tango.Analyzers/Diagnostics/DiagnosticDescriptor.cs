namespace Tango.Diagnostics;

/// <summary>A row of the table of diagnostics, whose file Tango.Core and the analyzers share; here it has only what the rows are written with.</summary>
internal sealed class DiagnosticDescriptor
{
    public DiagnosticDescriptor(string code, DiagnosticSeverity severity, string title, string messageFormat)
    {
        Code = code;
        Severity = severity;
        Title = title;
        MessageFormat = messageFormat;
    }

    public string Code { get; }

    public DiagnosticSeverity Severity { get; }

    public string Title { get; }

    public string MessageFormat { get; }
}

/// <summary>The severities of the table.</summary>
internal enum DiagnosticSeverity
{
    Warning,
    Error,
}
