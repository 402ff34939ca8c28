using System.Collections.Immutable;
using Tango.Formats;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>A step with everything about it resolved: its type, its arguments, and the steps it depends on.</summary>
internal sealed class StepNode
{
    /// <summary>Makes a node.</summary>
    /// <param name="index">Its place in the graph's order.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="arguments">One per parameter, in ordinal order of the parameters' names.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="inputs">The steps its arguments refer to, each once.</param>
    /// <param name="orderOnly">The steps that must be complete first without giving it anything.</param>
    public StepNode(
        int index,
        string name,
        StepType type,
        ImmutableArray<StepArgument> arguments,
        StepSettings settings,
        ImmutableArray<StepNode> inputs,
        ImmutableArray<StepNode> orderOnly)
    {
        Index = index;
        Name = name;
        Type = type;
        Arguments = arguments;
        Settings = settings;
        Inputs = inputs;
        OrderOnly = orderOnly;
    }

    /// <summary>Its place in the graph's order, from 0; a node's dependencies come before it.</summary>
    public int Index { get; }

    /// <summary>Its name, unique in the graph.</summary>
    public string Name { get; }

    /// <summary>Whether it was declared inside another step's argument.</summary>
    public bool IsInline { get; init; }

    /// <summary>The result of another project's step that this node stands for; null for the graph's own steps.</summary>
    public ReferencedResult? Referenced { get; init; }

    /// <summary>Where it is declared: the file; null in code.</summary>
    public string? File { get; init; }

    /// <summary>Its format, where that is one of the user's own; null for Tango's own, and for one that is not known.</summary>
    public OwnFormat? OwnFormat { get; init; }

    /// <summary>Its type.</summary>
    public StepType Type { get; }

    /// <summary>Its arguments, defaults included, in ordinal order of the parameters' names.</summary>
    public ImmutableArray<StepArgument> Arguments { get; }

    /// <summary>Its settings.</summary>
    public StepSettings Settings { get; }

    /// <summary>The steps whose results it takes, each once.</summary>
    public ImmutableArray<StepNode> Inputs { get; }

    /// <summary>The steps that must be complete first without giving it anything (<c>DependsOn</c>).</summary>
    public ImmutableArray<StepNode> OrderOnly { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
