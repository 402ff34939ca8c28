using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Tango.Analyzers.CodeFixes;

/// <summary>Fixes of what the analyzers report, where there is one right way.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StepCodeFix))]
[Shared]
public sealed class StepCodeFix : CodeFixProvider
{
    private delegate Task<Document?> Fix(Document document, SyntaxNode node, CancellationToken cancellationToken);

    private static readonly Dictionary<string, (string Title, Fix Fix)> Fixes = new(StringComparer.Ordinal)
    {
        ["TANGO0101"] = ("Make it a public instance method", RunMethodFix.ApplyAsync),
        ["TANGO0102"] = ("Give it another name in project files", ParameterNameFix.ApplyAsync),
        ["TANGO0103"] = ("Write letters and digits only", VersionFix.ApplyAsync),
        ["TANGO0123"] = ("Use the invariant culture", InvariantCultureFix.ApplyAsync),
        ["TANGO0128"] = ("Take an InputFile", InputFileFix.ApplyAsync),
        ["TANGO0130"] = ("Take a CancellationToken", CancellationFix.ApplyAsync),
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.CreateRange(Fixes.Keys);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var (title, fix) = Fixes[diagnostic.Id];
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } node
                && await fix(context.Document, node, context.CancellationToken).ConfigureAwait(false) is { } changed)
            {
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), diagnostic.Id), diagnostic);
            }
        }
    }
}
