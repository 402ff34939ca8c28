using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.Behavior;

/// <summary>Something to report.</summary>
internal sealed class Finding(DiagnosticDescriptor rule, Location place, params object?[] arguments)
{
    public DiagnosticDescriptor Rule { get; } = rule;

    public Location Place { get; } = place;

    /// <summary>The values of the message.</summary>
    public object?[] Arguments { get; } = arguments;
}
