namespace Tango.Diagnostics;

/// <summary>An error or a warning about one subject.</summary>
public sealed record Diagnostic
{
    internal Diagnostic(DiagnosticDescriptor descriptor, DiagnosticSubject subject, string message)
    {
        Descriptor = descriptor;
        Subject = subject;
        Message = message;
    }

    /// <summary>The row of the table it comes from.</summary>
    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>What it is about.</summary>
    public DiagnosticSubject Subject { get; internal init; }

    /// <summary>The finished text, invariant culture.</summary>
    public string Message { get; internal init; }

    /// <summary>The code, e.g. <c>TANGO0001</c>.</summary>
    public string Code => Descriptor.Code;

    /// <summary>A related subject: for a result of the wrong type, the step that returns it; null if there is none.</summary>
    public DiagnosticSubject? Related { get; internal init; }

    /// <summary>Where in the code of a step it happened; null if it is not known.</summary>
    internal SourceFrame? Frame { get; init; }

    /// <summary>Whether this one fails the build.</summary>
    public bool IsError => Descriptor.Severity == DiagnosticSeverity.Error;

    /// <summary>File, kind, code and message: <c>/repo/App.csproj: error TANGO0001: …</c>.</summary>
    public override string ToString()
    {
        var kind = IsError ? "error" : "warning";
        var place = Subject.File is null ? "" : Subject.File + ": ";
        return $"{place}{kind} {Code}: {Message}";
    }
}
