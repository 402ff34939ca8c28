using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tango.Analyzers.Behavior;

/// <summary>The bodies of a type's members, and which of them call which.</summary>
internal sealed class StepCode(INamedTypeSymbol type)
{
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _bodies = new(SymbolEqualityComparer.Default);

    // Several steps of a type may run the same member.
    private readonly ConcurrentDictionary<ISymbol, StepBody> _read = new(SymbolEqualityComparer.Default);

    /// <summary>Adds the body of a member; called from several threads.</summary>
    public void Add(ISymbol owner, ImmutableArray<IOperation> blocks)
    {
        if (SymbolEqualityComparer.Default.Equals(owner.ContainingType, type))
            _bodies.AddOrUpdate(owner, blocks, (_, known) => known.AddRange(blocks));
    }

    /// <summary>The bodies that a step runs: its method, what that reaches in the same type, and what makes the object.</summary>
    public IReadOnlyList<StepBody> Reached(StepRoot root)
    {
        var bodies = new List<StepBody>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<ISymbol>();
        Push(root.Method);
        while (pending.Count > 0)
        {
            var owner = pending.Pop();
            if (!_bodies.TryGetValue(owner, out var blocks))
                continue;

            var body = _read.GetOrAdd(owner, owner => new(owner, blocks));
            bodies.Add(body);
            foreach (var callee in body.Callees)
                Push(callee);
        }

        return bodies;

        void Push(ISymbol member)
        {
            if (SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && seen.Add(member))
                pending.Push(member);
        }
    }

    /// <summary>The member or local function that an operation runs; null for other operations.</summary>
    public static ISymbol? CalledBy(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => method.OriginalDefinition,
        IMethodReferenceOperation reference => reference.Method.OriginalDefinition,
        IPropertyReferenceOperation { Property: var property } when property.GetMethod is { } getter => getter.OriginalDefinition,
        IFieldReferenceOperation reference => reference.Field.OriginalDefinition,
        _ => null,
    };
}
