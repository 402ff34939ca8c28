using System.Collections.Immutable;
using System.Globalization;
using Tango.Formats;
using Tango.Steps;
using Tango.Steps.Loaded;

namespace Tango.Graph;

/// <summary>The graph of steps that are objects of the running program: theirs and that of all they need. Walks with a stack of its own: chains may be as long as they like.</summary>
internal sealed class LiveGraph
{
    private readonly Dictionary<Step, StepNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _nextNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Step> _leaves = new(ReferenceEqualityComparer.Instance);
    private readonly List<Step> _order = [];
    private readonly HashSet<Step> _declared;
    private readonly Func<Step, bool> _isLeaf;

    private LiveGraph(IEnumerable<Step> steps, Func<Step, bool> isLeaf)
    {
        _isLeaf = isLeaf;
        _declared = steps.ToHashSet<Step>(ReferenceEqualityComparer.Instance);
        foreach (var step in _declared)
        {
            Add(step);
        }

        Graph = new StepGraph([.. _order.Select(step => _nodes[step])]) { Live = this };
    }

    /// <summary>The nodes, in the order of <see cref="Steps"/>.</summary>
    public StepGraph Graph { get; }

    /// <summary>All steps, each after those it depends on.</summary>
    public IReadOnlyList<Step> Steps => _order;

    /// <summary>Makes the graph of some steps.</summary>
    /// <param name="steps">The steps. Of those below them, the ones without a name are inline.</param>
    /// <param name="isLeaf">Tells steps behind which the graph ends; null: none.</param>
    public static LiveGraph Of(IEnumerable<Step> steps, Func<Step, bool>? isLeaf = null) => new(steps, isLeaf ?? (_ => false));

    /// <summary>The steps that a step takes results from, then those that must only be complete first; each once.</summary>
    public static IEnumerable<Step> DependenciesOf(Step step)
    {
        foreach (var (_, input) in step.Recipe.References)
        {
            yield return input;
        }

        foreach (var before in step.Recipe.Options.DependsOn)
        {
            if (!step.Recipe.References.Any(reference => reference.Value == before))
            {
                yield return before;
            }
        }
    }

    /// <summary>The node of a step of the graph.</summary>
    public StepNode NodeOf(Step step) => _nodes[step];

    /// <summary>Whether the graph ends at a step: its node has neither arguments nor dependencies.</summary>
    public bool IsLeaf(StepNode node) => _leaves.Contains(StepOf(node));

    /// <summary>The step of a node of the graph.</summary>
    public Step StepOf(StepNode node) => _order[node.Index];

    // Steps cannot form a cycle: all that one depends on exist before it.
    private void Add(Step root)
    {
        if (_nodes.ContainsKey(root))
        {
            return;
        }

        var path = new Stack<(Step Step, bool IsLeaf, IEnumerator<Step> Below)>();
        path.Push(Open(root));
        while (path.TryPeek(out var top))
        {
            if (!top.Below.MoveNext())
            {
                path.Pop();
                Finish(top.Step, top.IsLeaf);
            }
            else if (!_nodes.ContainsKey(top.Below.Current))
            {
                path.Push(Open(top.Below.Current));
            }
        }
    }

    private (Step Step, bool IsLeaf, IEnumerator<Step> Below) Open(Step step)
    {
        var isLeaf = _isLeaf(step);
        return (step, isLeaf, (isLeaf ? [] : DependenciesOf(step)).GetEnumerator());
    }

    private void Finish(Step step, bool isLeaf)
    {
        var recipe = step.Recipe;
        var node = new StepNode(
            _order.Count,
            NameFor(step),
            recipe.Type,
            isLeaf ? [] : ArgumentsOf(recipe),
            SettingsOf(recipe.Options),
            isLeaf ? [] : [.. recipe.References.Select(reference => _nodes[reference.Value])],
            isLeaf ? [] : [.. DependenciesOf(step).Skip(recipe.References.Length).Select(before => _nodes[before])])
        {
            IsInline = recipe.Options.Name is null && !_declared.Contains(step),
            OwnFormat = OwnFormatOf(recipe),
            File = recipe.File,
        };
        if (isLeaf)
        {
            _leaves.Add(step);
        }

        _nodes.Add(step, node);
        _order.Add(step);
    }

    private ImmutableArray<StepArgument> ArgumentsOf(StepRecipe recipe)
    {
        var names = recipe.References.ToDictionary(reference => reference.Key, reference => _nodes[reference.Value].Name, StringComparer.Ordinal);
        var arguments = ImmutableArray.CreateBuilder<StepArgument>(recipe.Arguments.Length);
        foreach (var (parameter, value, isDefault) in recipe.Arguments)
        {
            arguments.Add(new StepArgument(parameter, names.Count == 0 ? value : ReferenceNames.Replace(value, name => names[name]), isDefault));
        }

        return arguments.MoveToImmutable();
    }

    // Names tell steps apart within one graph only; two objects may well have the same.
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

    // As a build sees it: read from the assemblies, whether they are loaded by now or not.
    private static OwnFormat? OwnFormatOf(StepRecipe recipe) =>
        recipe.Type.FormatOf(recipe.Options.Format).Name is var name && BuiltInFormats.Contains(name) ? null : LoadedStepTypes.All.FindFormat(name);

    private static StepSettings SettingsOf(StepOptions options) => new()
    {
        CacheResults = options.CacheResults,
        Format = options.Format,
        OnlyIfNeeded = options.OnlyIfNeeded,
        Cpus = options.Cpus,
        Memory = options.Memory,
        Timeout = options.Timeout,
        Retries = options.Retries,
    };
}
