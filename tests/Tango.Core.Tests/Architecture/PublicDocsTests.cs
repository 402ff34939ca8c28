using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tango.Core.Tests.Architecture;

/// <summary>Holds public members to documented parameters. Internal ones are documented where a name does not say enough.</summary>
public sealed class PublicDocsTests
{
    [Fact]
    public void Every_parameter_of_a_public_member_is_documented()
    {
        var members = CoreSources.Read().Trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).OfType<MemberDeclarationSyntax>().Where(IsPublic).ToList();

        Assert.NotEmpty(members.SelectMany(Parameters));
        Assert.Empty(members.SelectMany(member => Parameters(member).Except(Documented(member)).Select(name => $"{NameOf(member)}({name})")));
    }

    private static bool IsPublic(MemberDeclarationSyntax member) =>
        member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>()
            .Where(part => part is not BaseNamespaceDeclarationSyntax)
            .All(part => part.Parent is InterfaceDeclarationSyntax || part.Modifiers.Any(SyntaxKind.PublicKeyword)
                || (part.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !part.Modifiers.Any(SyntaxKind.PrivateKeyword)));

    private static IEnumerable<string> Parameters(MemberDeclarationSyntax member) =>
        (member switch
        {
            BaseMethodDeclarationSyntax method => method.ParameterList,
            TypeDeclarationSyntax type => type.ParameterList,
            DelegateDeclarationSyntax @delegate => @delegate.ParameterList,
            _ => null,
        })?.Parameters.Select(parameter => parameter.Identifier.Text) ?? [];

    // What inherits its documentation inherits that of its parameters.
    private static IEnumerable<string> Documented(MemberDeclarationSyntax member)
    {
        var docs = member.GetLeadingTrivia().Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>().ToList();
        return docs.SelectMany(doc => doc.DescendantNodes()).OfType<XmlEmptyElementSyntax>().Any(element => element.Name.ToString() == "inheritdoc")
            ? Parameters(member)
            : docs.SelectMany(doc => doc.DescendantNodes()).OfType<XmlNameAttributeSyntax>().Select(name => name.Identifier.ToString());
    }

    private static string NameOf(MemberDeclarationSyntax member) =>
        $"{member.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault()?.Identifier.Text}.{member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            _ => member.Kind().ToString(),
        }}";
}
