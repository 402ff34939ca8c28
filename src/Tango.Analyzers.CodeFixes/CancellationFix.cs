using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Analyzers.CodeFixes;

/// <summary>The method takes a token; rule CA2016 of the SDK then passes it on.</summary>
internal static class CancellationFix
{
    public static async Task<Document?> ApplyAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return null;

        // After optional parameters only an optional one can stand, and nothing after "params".
        var parameters = method.ParameterList.Parameters;
        if (parameters.LastOrDefault() is { } last && last.Modifiers.Any(SyntaxKind.ParamsKeyword))
            return null;

        var type = SyntaxFactory.ParseTypeName("System.Threading.CancellationToken").WithTrailingTrivia(SyntaxFactory.Space)
            .WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation);
        var token = SyntaxFactory.Parameter(SyntaxFactory.Identifier("cancellationToken")).WithType(type);
        if (parameters.Any(parameter => parameter.Default is not null))
            token = token.WithDefault(SyntaxFactory.EqualsValueClause(SyntaxFactory.ParseExpression("default")).NormalizeWhitespace().WithLeadingTrivia(SyntaxFactory.Space));

        var list = parameters.Count == 0
            ? SyntaxFactory.SingletonSeparatedList(token)
            : SyntaxFactory.SeparatedList([.. parameters, token], [.. parameters.GetSeparators(), SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)]);
        return await document.ReplaceAsync(method.ParameterList, method.ParameterList.WithParameters(list), cancellationToken).ConfigureAwait(false);
    }
}
