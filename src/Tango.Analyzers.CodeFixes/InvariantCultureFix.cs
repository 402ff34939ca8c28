using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Tango.Analyzers.CodeFixes;

/// <summary>Reading and writing get the invariant culture where a parameter takes it, or the method that needs none.</summary>
internal static class InvariantCultureFix
{
    private const string Culture = "System.Globalization.CultureInfo.InvariantCulture";

    public static async Task<Document?> ApplyAsync(Document document, SyntaxNode node, CancellationToken cancellationToken) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => await ApplyAsync(document, call, access, cancellationToken).ConfigureAwait(false),
        InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } when text.Parent is not (ArgumentSyntax or CastExpressionSyntax) =>
            await document.ReplaceAsync(text, Parse($"string.Create({Culture}, {text.WithoutTrivia()})", text), cancellationToken).ConfigureAwait(false),
        _ => null,
    };

    private static async Task<Document?> ApplyAsync(Document document, InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, CancellationToken cancellationToken)
    {
        switch (access.Name.Identifier.ValueText)
        {
            case "ToUpper" or "ToLower":
                var invariant = SyntaxFactory.IdentifierName(access.Name.Identifier.ValueText + "Invariant");
                return await document.ReplaceAsync(access.Name, invariant.WithTriviaFrom(access.Name), cancellationToken).ConfigureAwait(false);
            case "Parse" or "ToString" when call.ArgumentList.Arguments.Count <= 1:
                var arguments = call.ArgumentList.AddArguments(SyntaxFactory.Argument(Parse(Culture)));
                var spaced = arguments.WithArguments(SyntaxFactory.SeparatedList(arguments.Arguments, arguments.Arguments.GetSeparators().Select(comma => comma.WithTrailingTrivia(SyntaxFactory.Space))));
                return await document.ReplaceAsync(call.ArgumentList, spaced, cancellationToken).ConfigureAwait(false);
            case "Format":
                var first = SyntaxFactory.Argument(Parse(Culture));
                var all = SyntaxFactory.SeparatedList([first, .. call.ArgumentList.Arguments],
                    [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), .. call.ArgumentList.Arguments.GetSeparators()]);
                return await document.ReplaceAsync(call.ArgumentList, call.ArgumentList.WithArguments(all), cancellationToken).ConfigureAwait(false);
            default:
                return null;
        }
    }

    // Shortened where the namespace is imported, by whoever applies the fix.
    private static ExpressionSyntax Parse(string expression, SyntaxNode? replaced = null)
    {
        var parsed = SyntaxFactory.ParseExpression(expression);
        parsed = parsed.ReplaceNodes(
            parsed.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>(), (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation));
        return replaced is null ? parsed : parsed.WithTriviaFrom(replaced);
    }
}
