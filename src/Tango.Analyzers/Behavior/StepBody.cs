using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.Behavior;

/// <summary>The body of a member that a step runs.</summary>
/// <param name="owner">The method, accessor or field.</param>
/// <param name="operations">Everything in it, local functions and lambdas included.</param>
internal sealed class StepBody(ISymbol owner, IReadOnlyList<IOperation> operations)
{
    public ISymbol Owner { get; } = owner;

    public IReadOnlyList<IOperation> Operations { get; } = operations;
}
