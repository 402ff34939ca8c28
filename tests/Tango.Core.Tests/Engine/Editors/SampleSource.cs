using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Core.Tests.Engine.Editors;

/// <summary>
/// What the step types of a sample declare, without what their methods do: samples use packages that a test run need not have.
/// </summary>
internal sealed class SampleSource : CSharpSyntaxRewriter
{
    /// <summary>The source of all projects of a sample, as one file.</summary>
    public static string Of(string folder) => string.Join(
        '\n',
        Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Tests"))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot())
            .Where(unit => !unit.Members.OfType<GlobalStatementSyntax>().Any())
            .Select(Declarations));

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) => node.Modifiers.Any(SyntaxKind.PublicKeyword)
        ? node.WithBody(null).WithExpressionBody(SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression(" throw null!"))).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithModifiers([.. node.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword))])
        : null;

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) => node.Modifiers.Any(SyntaxKind.PublicKeyword) ? node : null;

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node) => node.ExpressionBody is null ? node : null;

    private static string Declarations(CompilationUnitSyntax unit)
    {
        var rewritten = (CompilationUnitSyntax)new SampleSource().Visit(unit);
        var (name, types) = rewritten.Members is [FileScopedNamespaceDeclarationSyntax space] ? (space.Name.ToString(), space.Members) : ("Sample", rewritten.Members);
        var usings = unit.Usings.Where(use => !use.Name!.ToString().StartsWith("Microsoft", StringComparison.Ordinal)).Select(use => use.ToString());
        return $"namespace {name} {{ {string.Join(' ', usings)} {types.ToFullString()} }}";
    }
}
