using System.Collections.Immutable;
using Tango.Diagnostics;
using Tango.Graph;
using Tango.Graph.InMemory;

namespace Tango;

/// <summary>Steps and their dependencies, free of cycles. Never changes, and may be used from several threads.</summary>
public sealed partial class StepGraph
{
    private readonly Dictionary<string, StepNode> _byName;
    private Dictionary<string, Step>? _steps;

    /// <summary>Creates a graph of bound steps.</summary>
    /// <param name="nodes">All steps, each after those it depends on.</param>
    internal StepGraph(ImmutableArray<StepNode> nodes)
    {
        Nodes = nodes;
        _byName = new Dictionary<string, StepNode>(nodes.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
            _byName.Add(node.Name, node);
    }

    /// <summary>All steps, each after those it depends on; otherwise in declaration order.</summary>
    internal ImmutableArray<StepNode> Nodes { get; }

    /// <summary>The patterns by which input files were found, as written: the graph changes when they match other files.</summary>
    internal ImmutableArray<string> FilePatterns { get; init; } = [];

    /// <summary>Warnings about the declarations; none for steps in code.</summary>
    internal ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    /// <summary>The declared steps as objects, by name; those declared inside others are not among them.</summary>
    /// <exception cref="InvalidOperationException">The graph is a build's, which loads no steps.</exception>
    public IReadOnlyDictionary<string, Step> Steps => _steps ??= Nodes
        .Where(node => !node.IsInline)
        .ToDictionary(node => node.Name, node => Objects.StepOf(node), StringComparer.OrdinalIgnoreCase);

    /// <summary>A declared step as an object.</summary>
    /// <param name="name">Its name, without regard to case.</param>
    /// <exception cref="KeyNotFoundException">There is no such step; the message lists the existing ones.</exception>
    /// <exception cref="InvalidOperationException">The graph is a build's, which loads no steps.</exception>
    public Step this[string name] => Steps.TryGetValue(name, out var step)
        ? step
        : throw new KeyNotFoundException($"There is no step '{name}'. {NearestNames.Suggest(name, [.. Steps.Keys], "steps")}");

    /// <summary>The graph of some steps and of all they need; the same objects.</summary>
    /// <param name="names">The names of the steps.</param>
    /// <exception cref="KeyNotFoundException">There is no such step; the message lists the existing ones.</exception>
    /// <exception cref="InvalidOperationException">The graph is a build's, which loads no steps.</exception>
    public StepGraph Subgraph(params IEnumerable<string> names) => InMemoryGraph.Create(names.Select(name => this[name])).Graph;

    /// <summary>The steps as objects; null in builds.</summary>
    internal InMemoryGraph? InMemory { get; init; }

    internal InMemoryGraph Objects => InMemory ?? throw new InvalidOperationException("The graph of a build has no step objects: builds load no steps.");

    /// <summary>Finds a step by name, ignoring case.</summary>
    internal StepNode? Find(string name) => _byName.GetValueOrDefault(name);
}
