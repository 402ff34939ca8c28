using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tango.Analyzers;

/// <summary>Suppresses suggestions that would break a step: its <c>Run</c> must be an instance method and its class public, but analyzers do not see the code that calls them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp, LanguageNames.VisualBasic)]
public sealed class StepSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor StaticRun = new("TANGOS001", "CA1822", "The method that Tango.Build calls is an instance method.");
    private static readonly SuppressionDescriptor InternalStep = new("TANGOS002", "CA1515", "Steps are public: they are started from another assembly.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(StaticRun, InternalStep);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName("Tango.Step") is not { } step)
            return;

        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            var suppression = SymbolOf(diagnostic, context) switch
            {
                IMethodSymbol { Name: "Run" or "RunAsync" } method when Derives(method.ContainingType, step) => StaticRun,
                INamedTypeSymbol type when Derives(type, step) => InternalStep,
                _ => null,
            };
            if (suppression is not null && suppression.SuppressedDiagnosticId == diagnostic.Id)
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
        }
    }

    private static ISymbol? SymbolOf(Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return null;

        var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
        return context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken);
    }

    private static bool Derives(INamedTypeSymbol? type, INamedTypeSymbol step)
    {
        for (var level = type?.BaseType; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, step))
                return true;
        }

        return false;
    }
}
