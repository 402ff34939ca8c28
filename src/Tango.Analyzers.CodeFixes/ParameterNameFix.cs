using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Analyzers.CodeFixes;

/// <summary>A parameter whose name is taken gets another one in project files; in C# it keeps its own.</summary>
internal static class ParameterNameFix
{
    public static async Task<Document?> ApplyAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { AttributeLists.Count: 0 } parameter)
            return null;

        // Only letters that metadata can have: a name with others is its author's to spell.
        var name = parameter.Identifier.ValueText;
        if (!name.All(character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
            return null;

        var attribute = SyntaxFactory.ParseCompilationUnit($"[Parameter(\"{char.ToUpperInvariant(name[0])}{name.Substring(1)}Value\")]class C;")
            .DescendantNodes().OfType<AttributeListSyntax>().First();
        var start = parameter.GetLeadingTrivia();
        var renamed = parameter.WithoutLeadingTrivia()
            .WithAttributeLists(SyntaxFactory.SingletonList(attribute.WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(start);
        return await document.ReplaceAsync(parameter, renamed, cancellationToken).ConfigureAwait(false);
    }
}
