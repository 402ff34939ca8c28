using Tango.Diagnostics;
using Rule = Microsoft.CodeAnalysis.DiagnosticDescriptor;
using Severity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace Tango.Analyzers.Diagnostics;

/// <summary>The rows of the table of diagnostics as the compiler knows them.</summary>
internal static class Rules
{
    private const string StepTypes = "Tango.StepTypes";
    private const string StepCode = "Tango.StepCode";
    private const string TypedResults = "Tango.TypedResults";
    private const string HelpRoot = "https://tango.build/docs/diagnostics/";

    public static Rule InvalidRunMethod { get; } = Create(Descriptors.InvalidRunMethod, StepTypes);

    public static Rule ReservedParameterName { get; } = Create(Descriptors.ReservedParameterName, StepTypes);

    public static Rule InvalidVersion { get; } = Create(Descriptors.InvalidVersion, StepTypes);

    public static Rule InvalidStepType { get; } = Create(Descriptors.InvalidStepType, StepTypes);

    public static Rule InvalidParameter { get; } = Create(Descriptors.InvalidParameter, StepTypes);

    // A build says these two of a step that is declared, so of less than every class: here they are warnings.
    public static Rule OverrideNotCalled { get; } = Create(Descriptors.OverrideNotCalled, StepTypes, Severity.Warning);

    public static Rule ResultTypeNotStorable { get; } = Create(Descriptors.ResultTypeNotStorable, StepTypes, Severity.Warning);

    public static Rule ReadsClock { get; } = Create(Descriptors.ReadsClock, StepCode);

    public static Rule DrawsRandomly { get; } = Create(Descriptors.DrawsRandomly, StepCode);

    public static Rule ReadsEnvironment { get; } = Create(Descriptors.ReadsEnvironment, StepCode);

    public static Rule UsesCulture { get; } = Create(Descriptors.UsesCulture, StepCode);

    public static Rule UsesHashOrder { get; } = Create(Descriptors.UsesHashOrder, StepCode);

    public static Rule TakesFirstFinished { get; } = Create(Descriptors.TakesFirstFinished, StepCode);

    public static Rule WritesInParallel { get; } = Create(Descriptors.WritesInParallel, StepCode);

    public static Rule UsesNetwork { get; } = Create(Descriptors.UsesNetwork, StepCode);

    public static Rule ReadsPathOfString { get; } = Create(Descriptors.ReadsPathOfString, StepCode);

    public static Rule ChangesArgument { get; } = Create(Descriptors.ChangesArgument, StepCode);

    public static Rule LoopIgnoresCancellation { get; } = Create(Descriptors.LoopIgnoresCancellation, StepCode);

    public static Rule NoTypedResult { get; } = Create(Descriptors.NoTypedResult, TypedResults);

    private static Rule Create(Tango.Diagnostics.DiagnosticDescriptor row, string category, Severity? severity = null) => new(
        row.Code,
        row.Title,
        row.MessageFormat,
        category,
        severity ?? (row.Severity == Tango.Diagnostics.DiagnosticSeverity.Error ? Severity.Error : Severity.Warning),
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + row.Code);
}
