using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.ResultTypes;
using Tango.Steps;
using Rule = Microsoft.CodeAnalysis.DiagnosticDescriptor;

namespace Tango.Analyzers.StepTypes;

/// <summary>Says of step types what a build says of them, at the place in the code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepTypeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<Rule> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.InvalidRunMethod, Rules.ReservedParameterName, Rules.InvalidVersion, Rules.InvalidStepType, Rules.InvalidParameter, Rules.OverrideNotCalled, Rules.ResultTypeNotStorable);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (StepSymbols.Find(start.Compilation) is not { } steps)
                return;

            // Overrides are wrong only where a build plans the steps: the package Tango.Build shows the compiler this property.
            var isBuild = start.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property._TangoBuildPlansSteps", out var plans) && plans.Length > 0;
            start.RegisterSymbolAction(symbol => ExamineClass((INamedTypeSymbol)symbol.Symbol, steps, isBuild, symbol), SymbolKind.NamedType);
            start.RegisterSymbolAction(symbol => ExamineFunction((IMethodSymbol)symbol.Symbol, steps, symbol), SymbolKind.Method);
        });
    }

    private static void ExamineClass(INamedTypeSymbol type, StepSymbols steps, bool isBuild, SymbolAnalysisContext context)
    {
        var attribute = steps.AttributeOf(type);
        if (attribute is null && !steps.IsStepWithoutAttribute(type))
            return;

        var label = TypeText.FullName(type);
        var settings = CheckSettings(attribute, label, context);
        if (TypeProblems.OfClass(type, steps) is { } problem)
        {
            Report(Rules.InvalidStepType, type, label, problem);
            return;
        }

        var (run, why, culprit) = RunMethods.Find(type, steps);
        if (run is null)
        {
            Report(Rules.InvalidRunMethod, (ISymbol?)culprit ?? type, label, why);
            return;
        }

        var stepBase = steps.StepBaseOf(type)!;
        if (TypeProblems.OfResult(run, stepBase, context.Compilation) is { } mismatch)
            Report(Rules.InvalidStepType, run, label, mismatch);
        else if (stepBase.TypeArguments is [var result])
            CheckResult(result, settings, type, label, context);

        CheckParameters(run, type, label, context);
        if (isBuild && CodeOnlyOverride.Find(type, steps) is { } ignored)
            Report(Rules.OverrideNotCalled, ignored, label, ignored.Name);

        void Report(Rule rule, ISymbol place, params object?[] arguments) => context.ReportDiagnostic(Diagnostic.Create(rule, PlaceOf(place, type), arguments));
    }

    private static void ExamineFunction(IMethodSymbol method, StepSymbols steps, SymbolAnalysisContext context)
    {
        if (steps.AttributeOf(method) is not { } attribute)
            return;

        var label = TypeText.FullName(method);
        var settings = CheckSettings(attribute, label, context);
        if (TypeProblems.OfFunction(method) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.InvalidStepType, PlaceOf(method, method), label, problem));
            return;
        }

        if (TypeProblems.ResultOf(method.ReturnType) is { } result)
            CheckResult(result, settings, method, label, context);

        CheckParameters(method, method, label, context);
    }

    private static StepSettings CheckSettings(AttributeData? attribute, string label, SymbolAnalysisContext context)
    {
        var settings = StepSettings.Read(attribute);
        if (!settings.IsVersionValid && attribute?.ApplicationSyntaxReference is { } place)
            context.ReportDiagnostic(Diagnostic.Create(Rules.InvalidVersion, Location.Create(place.SyntaxTree, place.Span), label, settings.Version));

        return settings;
    }

    private static void CheckParameters(IMethodSymbol method, ISymbol step, string label, SymbolAnalysisContext context) =>
        ParameterCheck.Run(method, (parameter, rule, name, why) => context.ReportDiagnostic(Diagnostic.Create(rule, PlaceOf(parameter, step), name, label, why)));

    private static void CheckResult(ITypeSymbol result, StepSettings settings, ISymbol step, string label, SymbolAnalysisContext context)
    {
        if (settings.IsCached && ResultLoss.Find(result, settings.Format, context.Compilation) is { } loss)
            context.ReportDiagnostic(Diagnostic.Create(Rules.ResultTypeNotStorable, PlaceOf(step, step), label, loss + StepTypeProblems.LeaveOut, ""));
    }

    // What a base in another assembly does wrong is reported at the class.
    private static Location PlaceOf(ISymbol symbol, ISymbol step) =>
        symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? step.Locations[0];
}
