using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Simplification;
using Tango.Analyzers.CodeFixes;

namespace Tango.Analyzers.Tests.Infrastructure;

/// <summary>Applies the fix of what the analyzers report first in a source.</summary>
internal static class Fixing
{
    /// <summary>The text after the fix; null if none is offered. What is fixed must compile, and not be reported again.</summary>
    public static async Task<string?> ApplyAsync(string text, string code)
    {
        using var workspace = new AdhocWorkspace();
        var document = DocumentIn(workspace, text);
        var found = await FindAsync(document, code);
        var actions = new List<CodeAction>();
        await new StepCodeFix().RegisterCodeFixesAsync(new CodeFixContext(document, found[0], (action, _) => actions.Add(action), CancellationToken.None));
        if (actions.Count == 0)
            return null;

        var operations = await Assert.Single(actions).GetOperationsAsync(CancellationToken.None);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetDocument(document.Id)!;
        changed = await Simplifier.ReduceAsync(changed);
        Assert.Equal(found.Count - 1, (await FindAsync(changed, code)).Count);
        return (await changed.GetTextAsync()).ToString();
    }

    private static async Task<IReadOnlyList<Diagnostic>> FindAsync(Document document, string code)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        return [.. (await Analysis.RunAsync(compilation)).Where(diagnostic => diagnostic.Id == code)];
    }

    private static Document DocumentIn(AdhocWorkspace workspace, string text)
    {
        var compilation = Source.Parse(text).Compile();
        var project = workspace.AddProject("Steps", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithMetadataReferences(compilation.References);
        project = project.AddDocument("Usings.cs", compilation.SyntaxTrees[0].GetText()).Project.WithParseOptions(compilation.SyntaxTrees[0].Options);
        return project.AddDocument("Steps.cs", compilation.SyntaxTrees[1].GetText());
    }
}
