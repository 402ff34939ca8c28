using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tango.Analyzers.Behavior;

/// <summary>The body of a member that a step runs.</summary>
internal sealed class StepBody
{
    private readonly ILookup<ISymbol, ILocalReferenceOperation> _locals;
    private readonly ILookup<ISymbol, IOperation> _calls;
    private readonly HashSet<IOperation> _returns;

    /// <param name="owner">The method, accessor or field.</param>
    /// <param name="blocks">Its code, with parameters' defaults and initializers.</param>
    public StepBody(ISymbol owner, ImmutableArray<IOperation> blocks)
    {
        Owner = owner;
        Operations = [.. blocks.SelectMany(block => block.DescendantsAndSelf())];
        _locals = Operations.OfType<ILocalReferenceOperation>().ToLookup(reference => (ISymbol)reference.Local, SymbolEqualityComparer.Default);
        _calls = Operations.Where(operation => StepCode.CalledBy(operation) is not null).ToLookup(operation => StepCode.CalledBy(operation)!, SymbolEqualityComparer.Default);
        _returns = [.. Operations.Where(operation => operation is IReturnOperation)];
    }

    public ISymbol Owner { get; }

    /// <summary>Everything in it, local functions and lambdas included.</summary>
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>The members and local functions that it runs.</summary>
    public IEnumerable<ISymbol> Callees => _calls.Select(calls => calls.Key);

    public IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol local) => _locals[local];

    public IEnumerable<IOperation> CallsOf(ISymbol member) => _calls[member];

    public bool Returns(IOperation statement) => _returns.Contains(statement);
}
