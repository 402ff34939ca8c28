using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Analyzers.CodeFixes;

/// <summary>A <c>Run</c> that is static or not public becomes the method that a build calls. A class without one, or with several, is its author's to decide.</summary>
internal static class RunMethodFix
{
    public static async Task<Document?> ApplyAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { TypeParameterList: null } method || method.Identifier.Span != node.Span && node != method)
            return null;

        var kept = method.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.StaticKeyword) && !modifier.IsKind(SyntaxKind.PublicKeyword)
            && !modifier.IsKind(SyntaxKind.PrivateKeyword) && !modifier.IsKind(SyntaxKind.ProtectedKeyword) && !modifier.IsKind(SyntaxKind.InternalKeyword));
        var start = method.GetLeadingTrivia();
        var bare = method.WithModifiers(default).WithoutLeadingTrivia();
        var fixedMethod = bare
            .WithModifiers(SyntaxFactory.TokenList([SyntaxFactory.Token(SyntaxKind.PublicKeyword).WithTrailingTrivia(SyntaxFactory.Space), .. kept.Select(modifier => modifier.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space))]))
            .WithLeadingTrivia(start);
        return await document.ReplaceAsync(method, fixedMethod, cancellationToken).ConfigureAwait(false);
    }
}
