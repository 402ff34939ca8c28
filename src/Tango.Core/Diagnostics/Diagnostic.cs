namespace Tango.Diagnostics;

/// <summary>A mistake or a warning, said of one subject.</summary>
/// <param name="Descriptor">The row of the table it comes from.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Message">The finished text, invariant culture.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, DiagnosticSubject Subject, string Message)
{
    /// <summary>The code, e.g. <c>TANGO0001</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>What else it is about: for a result that does not fit, the step that gives it; null when there is nothing.</summary>
    public DiagnosticSubject? Related { get; init; }

    /// <summary>Whether this one fails the build.</summary>
    public bool IsError => Descriptor.Severity == DiagnosticSeverity.Error;

    /// <inheritdoc/>
    public override string ToString()
    {
        var kind = IsError ? "error" : "warning";
        var place = Subject.File is null ? "" : Subject.File + ": ";
        return $"{place}{kind} {Code}: {Message}";
    }
}
