using System.Globalization;

namespace Tango.Diagnostics;

/// <summary>
/// One row of the table of diagnostics (<see cref="Descriptors"/>): what can be said, not where it was said.
/// Each row has a page of the same name in <c>docs/diagnostics/</c>.
/// </summary>
/// <param name="Code">The code users search for and silence, e.g. <c>TANGO0001</c>.</param>
/// <param name="Severity">Warning or error, before the build's own settings (<c>NoWarn</c>, …) apply.</param>
/// <param name="Title">A few words; also the heading of the help page.</param>
/// <param name="MessageFormat">A composite format string; the message ends with the way out.</param>
public sealed record DiagnosticDescriptor(
    string Code,
    DiagnosticSeverity Severity,
    string Title,
    string MessageFormat)
{
    private const string HelpRoot = "https://tango.build/docs/diagnostics/";

    /// <summary>The address of the help page.</summary>
    public string HelpLink => HelpRoot + Code;

    /// <summary>Says this diagnostic of a subject.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="arguments">The values for <see cref="MessageFormat"/>, formatted with the invariant culture.</param>
    public Diagnostic Of(DiagnosticSubject subject, params object?[] arguments) =>
        new(this, subject, string.Format(CultureInfo.InvariantCulture, MessageFormat, arguments));
}
