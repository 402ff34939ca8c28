using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.Graph.Binding;
using Tango.Graph.Exports;
using Tango.Graph.Projects;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>Builds a graph from declarations: names, types, arguments, references, order. Reports all errors together, in time that is linear in the size of the declarations.</summary>
internal sealed class GraphBuilder
{
    private readonly StepTypeCatalog _catalog;
    private readonly string? _baseDirectory;

    /// <summary>Creates a builder.</summary>
    /// <param name="catalog">The step types that declarations can use.</param>
    /// <param name="baseDirectory">The folder that paths in declarations are relative to; null: paths are full paths.</param>
    public GraphBuilder(StepTypeCatalog catalog, string? baseDirectory)
    {
        _catalog = catalog;
        _baseDirectory = baseDirectory;
    }

    /// <summary>The error about an unknown type.</summary>
    internal DiagnosticDescriptor UnknownType { get; init; } = Descriptors.UnknownStepType;

    /// <summary>The names of the projects that this one refers to, for messages.</summary>
    public ImmutableArray<string> ProjectReferences { get; init; } = [];

    /// <summary>The pipelines of projects that this one refers to, if references name them.</summary>
    public ImmutableArray<ReferencedPipeline> ReferencedPipelines { get; init; } = [];

    /// <summary>Builds the graph.</summary>
    /// <param name="declarations">The steps, in any order.</param>
    /// <exception cref="TangoException">There are errors: all of them.</exception>
    public StepGraph Build(IReadOnlyList<StepDeclaration> declarations)
    {
        var (order, drafts) = Resolve(declarations, isBuild: true);
        return new StepGraph(Finish(order)) { FilePatterns = [.. drafts.FilePatterns], Warnings = [.. drafts.Warnings] };
    }

    /// <summary>Binds and orders the steps without creating nodes.</summary>
    /// <param name="declarations">The steps, in any order.</param>
    /// <param name="existing">Steps of the running program that the declarations may refer to.</param>
    /// <param name="isOpen">Whether steps of a type complete their arguments themselves; null if none do.</param>
    /// <param name="isBuild">Whether the catalog is complete and no step is loaded.</param>
    /// <exception cref="TangoException">There are errors: all of them.</exception>
    internal (List<StepDraft> Order, DraftTable Drafts) Resolve(
        IReadOnlyList<StepDeclaration> declarations,
        IReadOnlyDictionary<string, Step>? existing = null,
        Func<StepType, bool>? isOpen = null,
        bool isBuild = false)
    {
        var diagnostics = new List<Diagnostic>();
        var drafts = new DraftTable(declarations, diagnostics, existing, new ReferencedProjects(ProjectReferences, ReferencedPipelines));
        new DraftBinder(_catalog, _baseDirectory, drafts, diagnostics) { IsOpen = isOpen, IsBuild = isBuild, UnknownType = UnknownType }.Bind();
        DraftLinker.Link(drafts, diagnostics);
        ExportPaths.CheckForBuild(drafts.All, isBuild, diagnostics);
        ExportPaths.Check(drafts, _baseDirectory, diagnostics);
        ExportedInputs.Check(drafts.All, _baseDirectory, diagnostics);
        var order = DependencyOrder.Sort(drafts.All, diagnostics);
        if (diagnostics.Any(diagnostic => diagnostic.IsError))
            throw new TangoException(diagnostics);

        return (order, drafts);
    }

    private static FormatName FormatOf(StepDraft draft) => draft.Referenced is { Step: var step }
        ? FormatName.Parse(step.Format)
        : draft.Type!.FormatOf(draft.Options.Format);

    private ImmutableArray<StepNode> Finish(IReadOnlyList<StepDraft> order)
    {
        var nodes = ImmutableArray.CreateBuilder<StepNode>(order.Count);
        foreach (var draft in order)
        {
            draft.Node = new StepNode(
                nodes.Count,
                draft.Name,
                draft.Type!,
                [.. draft.Arguments],
                draft.Options,
                [.. draft.Inputs.Select(input => input.Node!)],
                [.. draft.OrderOnly.Select(input => input.Node!)])
            {
                IsInline = draft.IsInline,
                CustomFormat = _catalog.FindFormat(FormatOf(draft).Name),
                Export = draft.Export,
                Referenced = draft.Referenced,
                File = draft.Declaration.File,
            };
            nodes.Add(draft.Node);
        }

        return nodes.MoveToImmutable();
    }
}
