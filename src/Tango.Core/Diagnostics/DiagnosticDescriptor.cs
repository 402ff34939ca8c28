using System.Globalization;

namespace Tango.Diagnostics;

/// <summary>
/// One row of the table of diagnostics (<see cref="Descriptors"/>): the message, without its subject.
/// Each row has a page of the same name in <c>docs/diagnostics/</c>.
/// </summary>
public sealed record DiagnosticDescriptor
{
    private const string HelpRoot = "https://tango.build/docs/diagnostics/";

    internal DiagnosticDescriptor(string code, DiagnosticSeverity severity, string title, string messageFormat)
    {
        Code = code;
        Severity = severity;
        Title = title;
        MessageFormat = messageFormat;
    }

    /// <summary>The code users search for and silence, e.g. <c>TANGO0001</c>.</summary>
    public string Code { get; }

    /// <summary>Warning or error, before the build's own settings (<c>NoWarn</c>, …) apply.</summary>
    public DiagnosticSeverity Severity { get; }

    /// <summary>A few words; also the heading of the help page.</summary>
    public string Title { get; }

    /// <summary>A composite format string; the message ends with a solution.</summary>
    public string MessageFormat { get; }

    /// <summary>The address of the help page.</summary>
    public string HelpLink => HelpRoot + Code;

    /// <summary>Creates this diagnostic for a subject.</summary>
    /// <param name="arguments">The values for <see cref="MessageFormat"/>, formatted with the invariant culture.</param>
    internal Diagnostic Create(DiagnosticSubject subject, params object?[] arguments) =>
        new(this, subject, string.Format(CultureInfo.InvariantCulture, MessageFormat, arguments));
}
