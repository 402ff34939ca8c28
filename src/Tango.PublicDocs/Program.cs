using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

// Removes from the documentation that the compiler wrote what users of the assembly cannot call. Arguments: the assembly, its documentation, and what it refers to, a path a line.
var references = File.ReadLines(args[2]).Append(args[0]).Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path));
var compilation = CSharpCompilation.Create("docs", references: references);
var docs = XDocument.Load(args[1], LoadOptions.PreserveWhitespace);
foreach (var member in docs.Descendants("member").Where(member => !IsPublic(member.Attribute("name")!.Value)).ToList())
{
    // With the blanks before it.
    if (member.PreviousNode is XText { Value: var text } blanks && string.IsNullOrWhiteSpace(text))
        blanks.Remove();

    member.Remove();
}

docs.Save(args[1], SaveOptions.DisableFormatting);

// Private and internal members are not even read from an assembly; types are.
bool IsPublic(string id)
{
    for (var symbol = DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation); symbol is not INamespaceSymbol; symbol = symbol.ContainingSymbol)
    {
        if (symbol is not { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal })
            return false;
    }

    return true;
}
