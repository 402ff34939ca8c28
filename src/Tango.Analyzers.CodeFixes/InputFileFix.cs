using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Analyzers.CodeFixes;

/// <summary>A path of type <c>string</c> becomes an <c>InputFile</c>, and its uses become its <c>Path</c>. A folder is its author's to name as a pattern.</summary>
internal static class InputFileFix
{
    public static async Task<Document?> ApplyAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        var use = node.FirstAncestorOrSelf<IdentifierNameSyntax>();
        var method = use?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        var parameter = method?.ParameterList.Parameters.FirstOrDefault(candidate => candidate.Identifier.ValueText == use!.Identifier.ValueText);
        if (parameter is not { Type: { } type, Default: null } || type.ToString() != "string" || ReadsFolder(use!)
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        var symbol = model.GetDeclaredSymbol(parameter, cancellationToken);
        var uses = method!.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == parameter.Identifier.ValueText && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol))
            .ToList();
        if (uses.Exists(name => name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name))
            return null;

        var changed = method.ReplaceNodes([.. uses, (SyntaxNode)type], (original, _) => original == type
            ? SyntaxFactory.IdentifierName("InputFile").WithTriviaFrom(type)
            : SyntaxFactory.ParseExpression($"{original.WithoutTrivia()}.Path").WithTriviaFrom(original));
        return await document.ReplaceAsync(method, changed, cancellationToken).ConfigureAwait(false);
    }

    private static bool ReadsFolder(SyntaxNode use) =>
        use.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression is MemberAccessExpressionSyntax { Expression: var type } && type.ToString().EndsWith("Directory", StringComparison.Ordinal);
}
