using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.CodeFixes;

/// <summary>Changes of one node.</summary>
internal static class Documents
{
    public static async Task<Document?> ReplaceAsync(this Document document, SyntaxNode node, SyntaxNode other, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNode(node, other));
    }
}
