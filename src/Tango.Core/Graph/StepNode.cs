using System.Collections.Immutable;
using Tango.Formats;
using Tango.Graph.Exports;
using Tango.Graph.Projects;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>A bound step: its type, its arguments, and the steps it depends on.</summary>
internal sealed class StepNode
{
    /// <summary>Creates a node.</summary>
    /// <param name="index">Its index in the graph's order.</param>
    /// <param name="arguments">One for each parameter, in ordinal order of the parameters' names.</param>
    /// <param name="inputs">The steps its arguments refer to, each once.</param>
    /// <param name="orderOnly">The steps that must be complete first, without using their results.</param>
    public StepNode(
        int index,
        string name,
        StepType type,
        ImmutableArray<StepArgument> arguments,
        StepOptions options,
        ImmutableArray<StepNode> inputs,
        ImmutableArray<StepNode> orderOnly)
    {
        Index = index;
        Name = name;
        Type = type;
        Arguments = arguments;
        Options = options;
        Inputs = inputs;
        OrderOnly = orderOnly;
    }

    /// <summary>Its index in the graph's order, from 0; a node's dependencies come before it.</summary>
    public int Index { get; }

    /// <summary>Its name, unique in the graph.</summary>
    public string Name { get; }

    /// <summary>Whether it was declared inside another step's argument.</summary>
    public bool IsInline { get; init; }

    /// <summary>The result of another project's step that this node represents; null for the graph's own steps.</summary>
    public ReferencedResult? Referenced { get; init; }

    /// <summary>The file with its declaration; null for steps in code.</summary>
    public string? File { get; init; }

    /// <summary>Its format, if it is a custom one; null for built-in formats, and if unknown.</summary>
    public CustomFormat? CustomFormat { get; init; }

    /// <summary>Its type.</summary>
    public StepType Type { get; }

    /// <summary>Its arguments, defaults included, in ordinal order of the parameters' names.</summary>
    public ImmutableArray<StepArgument> Arguments { get; }

    /// <summary>Its settings.</summary>
    public StepOptions Options { get; }

    /// <summary>The export of its result.</summary>
    public ExportSettings Export { get; init; } = ExportSettings.None;

    /// <summary>The steps whose results it uses, each once.</summary>
    public ImmutableArray<StepNode> Inputs { get; }

    /// <summary>The steps that must be complete first, without using their results (<c>DependsOn</c>).</summary>
    public ImmutableArray<StepNode> OrderOnly { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
