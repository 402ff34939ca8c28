using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.Behavior;

/// <summary>The method of a step that a build calls.</summary>
internal sealed class StepRoot(IMethodSymbol method, string label, bool isDeterministic)
{
    public IMethodSymbol Method { get; } = method;

    /// <summary>The step type's name in messages.</summary>
    public string Label { get; } = label;

    public bool IsDeterministic { get; } = isDeterministic;

    /// <summary>Whether it is a class of its own, of which objects are made.</summary>
    public bool IsClass => !Method.IsStatic;
}
