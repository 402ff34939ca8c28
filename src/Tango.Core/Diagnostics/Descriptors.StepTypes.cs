using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>01xx. Errors of step types in C#.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> step type, <c>{1}</c> what was found.</summary>
    public static DiagnosticDescriptor InvalidRunMethod { get; } = new(
        "TANGO0101", Error, "Step must have exactly one Run method",
        "{0} must have exactly one public Run or RunAsync method, but {1}.");

    /// <summary><c>{0}</c> parameter, <c>{1}</c> step type, <c>{2}</c> why.</summary>
    public static DiagnosticDescriptor ReservedParameterName { get; } = new(
        "TANGO0102", Error, "Reserved parameter name",
        "Parameter '{0}' of {1} cannot be set in a project file: {2}. Rename it, or add [Parameter(\"name\")].");

    /// <summary><c>{0}</c> step type, <c>{1}</c> version.</summary>
    public static DiagnosticDescriptor InvalidVersion { get; } = new(
        "TANGO0103", Error, "Invalid step version",
        "The version '{1}' of {0} is not valid: a version is letters and digits, e.g. \"1\" or \"2026a\".");

    /// <summary><c>{0}</c> step type, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor InvalidStepType { get; } = new(
        "TANGO0104", Error, "Step type cannot be used",
        "{0} cannot be used as a step: {1}.");

    /// <summary><c>{0}</c> parameter, <c>{1}</c> step type, <c>{2}</c> why.</summary>
    public static DiagnosticDescriptor InvalidParameter { get; } = new(
        "TANGO0105", Error, "Parameter cannot be an argument",
        "Parameter '{0}' of {1} cannot be an argument: {2}.");

    /// <summary><c>{0}</c> step type, <c>{1}</c> method.</summary>
    public static DiagnosticDescriptor OverrideNotCalled { get; } = new(
        "TANGO0106", Error, "Override that a build does not call",
        "{0} overrides {1}, but builds plan without running the code of a step: the override would be ignored and ids would differ from those computed in code. Remove the override, or create the step in code.");

    /// <summary><c>{0}</c> step type, <c>{1}</c> the path or pattern, and the error.</summary>
    public static DiagnosticDescriptor NamedFileNotFound { get; } = new(
        "TANGO0107", Error, "File of [CodeDependsOn] not found",
        "The code of {0} depends on {1}. Correct [CodeDependsOn]; \"templates/**\" names all files in a folder.");

    /// <summary><c>{0}</c> step, <c>{1}</c> the error and a solution, <c>{2}</c> where the step type is declared, or empty.</summary>
    public static DiagnosticDescriptor ResultTypeNotStorable { get; } = new(
        "TANGO0109", Error, "Result type cannot be stored",
        "The result type of step '{0}' cannot be stored: {1}{2}");
}
