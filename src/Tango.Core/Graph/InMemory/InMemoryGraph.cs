using System.Collections.Immutable;
using System.Globalization;
using Tango.Formats;
using Tango.Graph.Binding;
using Tango.Steps;
using Tango.Steps.Loaded;

namespace Tango.Graph.InMemory;

/// <summary>The graph of steps that are objects of the running program, and of all steps that they need.</summary>
internal sealed class InMemoryGraph
{
    private readonly Dictionary<Step, StepNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _nextNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Step> _leaves = new(ReferenceEqualityComparer.Instance);
    private readonly List<Step> _order = [];
    private readonly HashSet<Step> _declared;
    private readonly Func<Step, bool> _isLeaf;

    private InMemoryGraph(IEnumerable<Step> steps, Func<Step, bool> isLeaf)
    {
        _isLeaf = isLeaf;
        _declared = steps.ToHashSet<Step>(ReferenceEqualityComparer.Instance);
        PostOrder.Walk(_declared, Enter, Finish);
        Graph = new StepGraph([.. _order.Select(step => _nodes[step])]) { InMemory = this };
    }

    /// <summary>The nodes, in the order of <see cref="Steps"/>.</summary>
    public StepGraph Graph { get; }

    /// <summary>All steps, each after those it depends on.</summary>
    public IReadOnlyList<Step> Steps => _order;

    /// <summary>Creates the graph of some steps.</summary>
    /// <param name="steps">The steps. Of the steps that they depend on, those without a name are inline.</param>
    /// <param name="isLeaf">Whether the graph ends at a step; null if at none.</param>
    public static InMemoryGraph Create(IEnumerable<Step> steps, Func<Step, bool>? isLeaf = null) => new(steps, isLeaf ?? (_ => false));

    /// <summary>The steps whose results a step uses, then those that must only be complete first; each once.</summary>
    public static IEnumerable<Step> DependenciesOf(Step step)
    {
        foreach (var (_, input) in step.Recipe.References)
            yield return input;

        foreach (var before in step.Recipe.Options.DependsOn)
        {
            if (!step.Recipe.References.Any(reference => reference.Value == before))
                yield return before;
        }
    }

    /// <summary>The node of a step of the graph.</summary>
    public StepNode NodeOf(Step step) => _nodes[step];

    /// <summary>Whether the graph ends at a step: its node has neither arguments nor dependencies.</summary>
    public bool IsLeaf(StepNode node) => _leaves.Contains(StepOf(node));

    /// <summary>The step of a node of the graph.</summary>
    public Step StepOf(StepNode node) => _order[node.Index];

    // Steps cannot form a cycle: all steps that one depends on exist before it.
    private IEnumerable<Step>? Enter(Step step)
    {
        if (_nodes.ContainsKey(step))
            return null;

        if (!_isLeaf(step))
            return DependenciesOf(step);

        _leaves.Add(step);
        return [];
    }

    private void Finish(Step step)
    {
        var isLeaf = _leaves.Contains(step);
        var recipe = step.Recipe;
        var node = new StepNode(
            _order.Count,
            NameFor(step),
            recipe.Type,
            isLeaf ? [] : ArgumentsOf(recipe),
            recipe.Options,
            isLeaf ? [] : [.. recipe.References.Select(reference => _nodes[reference.Value])],
            isLeaf ? [] : [.. DependenciesOf(step).Skip(recipe.References.Length).Select(before => _nodes[before])])
        {
            IsInline = recipe.Options.Name is null && !_declared.Contains(step),
            CustomFormat = CustomFormatOf(recipe),
            File = recipe.File,
        };
        _nodes.Add(step, node);
        _order.Add(step);
    }

    private ImmutableArray<StepArgument> ArgumentsOf(StepRecipe recipe)
    {
        if (recipe.References.IsEmpty)
            return recipe.Arguments;

        var names = recipe.References.ToDictionary(reference => reference.Key, reference => _nodes[reference.Value].Name, StringComparer.Ordinal);
        return [.. recipe.Arguments.Select(argument => argument with { Value = ReferenceNames.Replace(argument.Value, name => names[name]) })];
    }

    // Names are unique within one graph only: two objects may have the same name.
    private string NameFor(Step step)
    {
        var stem = step.Name;
        var name = stem;
        var number = _nextNumber.GetValueOrDefault(stem, 2);
        while (!_names.Add(name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number++}");
            _nextNumber[stem] = number;
        }

        return name;
    }

    /// <summary>The custom format of a step; null if its format is a built-in one, or unknown. As in a build, formats are read from the assemblies, whether they are loaded or not.</summary>
    public static CustomFormat? CustomFormatOf(StepRecipe recipe) =>
        recipe.Type.FormatOf(recipe.Options.Format).Name is var name && BuiltInFormats.Contains(name) ? null : LoadedStepTypes.All.FindFormat(name);
}
