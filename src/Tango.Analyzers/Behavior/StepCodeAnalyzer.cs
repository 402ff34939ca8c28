using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;
using Rule = Microsoft.CodeAnalysis.DiagnosticDescriptor;

namespace Tango.Analyzers.Behavior;

/// <summary>
/// Finds what makes results of steps differ or steps disturb others. It reads the class of a step: <c>Run</c> and what <c>Run</c> reaches in the same class. It warns only where a
/// value reaches the result, and says nothing where that is not certain.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepCodeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<Rule> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.ReadsClock, Rules.DrawsRandomly, Rules.ReadsEnvironment, Rules.UsesCulture, Rules.UsesHashOrder, Rules.TakesFirstFinished,
        Rules.WritesInParallel, Rules.UsesNetwork, Rules.ReadsPathOfString, Rules.ChangesArgument, Rules.LoopIgnoresCancellation);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (StepSymbols.Find(start.Compilation) is { } steps)
                start.RegisterSymbolStartAction(symbol => Examine(symbol, steps), SymbolKind.NamedType);
        });
    }

    // Types without steps cost no more than this look at their attributes.
    private static void Examine(SymbolStartAnalysisContext context, StepSymbols steps)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var roots = StepRoots.Find(type, steps);
        if (roots.Count == 0)
            return;

        var code = new StepCode(type);
        context.RegisterOperationBlockAction(block => code.Add(block.OwningSymbol, block.OperationBlocks));
        context.RegisterSymbolEndAction(end =>
        {
            // What several steps of a type run is reported for the first.
            var reported = new HashSet<Location>();
            foreach (var root in roots)
                Report(root, code, reported, end);
        });
    }

    private static void Report(StepRoot root, StepCode code, HashSet<Location> reported, SymbolAnalysisContext context)
    {
        foreach (var finding in new StepExamination(root, code, context.CancellationToken).Run())
        {
            if (reported.Add(finding.Place))
                context.ReportDiagnostic(Diagnostic.Create(finding.Rule, finding.Place, finding.Arguments));
        }
    }
}
