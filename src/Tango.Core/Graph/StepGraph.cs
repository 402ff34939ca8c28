using System.Collections.Immutable;
using Tango.Diagnostics;

namespace Tango.Graph;

/// <summary>Steps and their dependencies, free of cycles.</summary>
public sealed class StepGraph
{
    private readonly Dictionary<string, StepNode> _byName;
    private Dictionary<string, Step>? _steps;

    /// <summary>Makes a graph of resolved steps.</summary>
    /// <param name="nodes">All steps, each after those it depends on.</param>
    internal StepGraph(ImmutableArray<StepNode> nodes)
    {
        Nodes = nodes;
        _byName = new Dictionary<string, StepNode>(nodes.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
        {
            _byName.Add(node.Name, node);
        }
    }

    /// <summary>All steps, each after those it depends on; otherwise in declaration order.</summary>
    internal ImmutableArray<StepNode> Nodes { get; }

    /// <summary>The patterns by which input files were found, as written: the graph is another when they find other files.</summary>
    internal ImmutableArray<string> FilePatterns { get; init; } = [];

    /// <summary>The declared steps as objects, by name; those declared inside others are not among them.</summary>
    /// <exception cref="InvalidOperationException">The graph is a build's, which loads no steps.</exception>
    public IReadOnlyDictionary<string, Step> Steps => _steps ??= Nodes
        .Where(node => !node.IsInline)
        .ToDictionary(node => node.Name, node => Objects.StepOf(node), StringComparer.OrdinalIgnoreCase);

    /// <summary>A declared step as an object.</summary>
    /// <param name="name">Its name, without regard to case.</param>
    /// <exception cref="KeyNotFoundException">There is no such step; the message says which there are.</exception>
    public Step this[string name] => Steps.TryGetValue(name, out var step)
        ? step
        : throw new KeyNotFoundException($"There is no step '{name}'. {NearestNames.Suggest(name, [.. Steps.Keys], "steps")}");

    /// <summary>The graph of some steps and of all they need; the same objects.</summary>
    /// <param name="names">The names of the steps.</param>
    /// <exception cref="KeyNotFoundException">There is no such step; the message says which there are.</exception>
    public StepGraph Sub(params IEnumerable<string> names) => LiveGraph.Of(names.Select(name => this[name])).Graph;

    /// <summary>The steps as objects; null in builds.</summary>
    internal LiveGraph? Live { get; init; }

    internal LiveGraph Objects => Live ?? throw new InvalidOperationException("The graph of a build has no step objects: builds load no steps.");

    /// <summary>Finds a step by name, without regard to case.</summary>
    /// <param name="name">The name.</param>
    internal StepNode? Find(string name) => _byName.GetValueOrDefault(name);
}
