using System.Collections.Immutable;

namespace Tango.Graph;

/// <summary>Steps and their dependencies, free of cycles.</summary>
public sealed class StepGraph
{
    private readonly Dictionary<string, StepNode> _byName;

    /// <summary>Makes a graph of resolved steps.</summary>
    /// <param name="nodes">All steps, each after those it depends on.</param>
    public StepGraph(ImmutableArray<StepNode> nodes)
    {
        Nodes = nodes;
        _byName = new Dictionary<string, StepNode>(nodes.Length, StringComparer.OrdinalIgnoreCase);
        foreach (var node in nodes)
        {
            _byName.Add(node.Name, node);
        }
    }

    /// <summary>All steps, each after those it depends on; otherwise in declaration order.</summary>
    public ImmutableArray<StepNode> Nodes { get; }

    /// <summary>The patterns by which input files were found, as written: the graph is another when they find other files.</summary>
    public ImmutableArray<string> FilePatterns { get; init; } = [];

    /// <summary>Finds a step by name, without regard to case.</summary>
    /// <param name="name">The name.</param>
    public StepNode? Find(string name) => _byName.GetValueOrDefault(name);
}
