using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Analyzers.CodeFixes;

/// <summary>What no version can have becomes the letter x: <c>"1.0"</c> is <c>"1x0"</c> then, and no other version's name, as <c>"10"</c> would be.</summary>
internal static class VersionFix
{
    public static async Task<Document?> ApplyAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>()?.ArgumentList?.Arguments.LastOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Version")
            is not { Expression: LiteralExpressionSyntax literal })
        {
            return null;
        }

        var version = new string([.. literal.Token.ValueText.Select(character => IsAllowed(character) ? character : 'x')]).Trim('x');
        return version.Length == 0
            ? null
            : await document.ReplaceAsync(literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(version)).WithTriviaFrom(literal), cancellationToken).ConfigureAwait(false);
    }

    private static bool IsAllowed(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
