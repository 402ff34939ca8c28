using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>
/// Turns declarations into a graph: names, types, arguments, references, order. Finds every mistake in one go and takes
/// time linear in the size of the declarations.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly StepTypeCatalog _catalog;
    private readonly string? _baseDirectory;

    /// <summary>Makes a builder.</summary>
    /// <param name="catalog">The step types declarations can name.</param>
    /// <param name="baseDirectory">The folder that paths in declarations are relative to; null: paths are full paths.</param>
    public GraphBuilder(StepTypeCatalog catalog, string? baseDirectory)
    {
        _catalog = catalog;
        _baseDirectory = baseDirectory;
    }

    /// <summary>What is said of a type that nobody knows.</summary>
    internal DiagnosticDescriptor UnknownType { get; init; } = Descriptors.UnknownStepType;

    /// <summary>The names of the projects that this one refers to, for messages.</summary>
    public ImmutableArray<string> ProjectReferences { get; init; } = [];

    /// <summary>The pipelines of projects that this one refers to, as far as references name them.</summary>
    public ImmutableArray<ReferencedPipeline> ReferencedPipelines { get; init; } = [];

    /// <summary>Builds the graph.</summary>
    /// <param name="declarations">The steps, in any order.</param>
    /// <exception cref="TangoException">There are mistakes: all of them.</exception>
    public StepGraph Build(IReadOnlyList<StepDeclaration> declarations)
    {
        var (order, drafts) = Resolve(declarations, isBuild: true);
        return new StepGraph(Finish(order)) { FilePatterns = [.. drafts.FilePatterns] };
    }

    /// <summary>Binds and orders the steps without making nodes of them.</summary>
    /// <param name="declarations">The steps, in any order.</param>
    /// <param name="existing">Steps of the running program that the declarations may refer to.</param>
    /// <param name="isOpen">Tells step types that complete their arguments themselves; null: none does.</param>
    /// <param name="isBuild">Whether all is known of the types, and nothing more will be: none of their code runs here.</param>
    /// <exception cref="TangoException">There are mistakes: all of them.</exception>
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
        ExportPlaces.Check(drafts.All, _baseDirectory, diagnostics);
        var order = DependencyOrder.Sort(drafts.All, diagnostics);
        if (diagnostics.Any(diagnostic => diagnostic.IsError))
        {
            throw new TangoException(diagnostics);
        }

        return (order, drafts);
    }

    private static FormatName FormatOf(StepDraft draft) => draft.Referenced is { Step: var step }
        ? FormatName.Parse(step.Format)
        : draft.Type!.FormatOf(draft.Settings.Format);

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
                draft.Settings,
                [.. draft.Inputs.Select(input => input.Node!)],
                [.. draft.OrderOnly.Select(input => input.Node!)])
            {
                IsInline = draft.IsInline,
                OwnFormat = _catalog.FindFormat(FormatOf(draft).Name),
                Referenced = draft.Referenced,
                File = draft.Declaration.File,
            };
            nodes.Add(draft.Node);
        }

        return nodes.MoveToImmutable();
    }
}
