using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>
/// Items of hash tables whose order becomes the order of a result: <c>set.ToList()</c>, a list that a loop over a dictionary fills. Sorting ends it, and so does a result
/// without an order.
/// </summary>
internal sealed class HashOrder(ValueFlow flow)
{
    public Finding? Find(IOperation operation, string label) => operation switch
    {
        IArgumentOperation { Value: var value, Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } } call } argument
            when IsHash(value, out var type) && call.Arguments.IndexOf(argument) == 0 && flow.ReachesResult(value, LosesOrder) => At(value, type, label),
        IArgumentOperation { Value: var value, Parent: IInvocationOperation { TargetMethod: { Name: "Join" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } }
            when IsHash(value, out var type) && flow.ReachesResult(value) => At(value, type, label),
        IInvocationOperation { Instance: { } bag, TargetMethod.Name: "ToArray" } when IsHash(bag, out var type) && flow.ReachesResult(bag, LosesOrder) => At(bag, type, label),
        ISpreadOperation { Operand: var items } when IsHash(items, out var type) && flow.ReachesResult(items, LosesOrder) => At(items, type, label),
        IForEachLoopOperation { Collection: var collection } loop when IsHash(collection, out var type) && FillsList(loop) => At(collection, type, label),
        _ => null,
    };

    private static Finding At(IOperation value, INamedTypeSymbol type, string label) =>
        new(Rules.UsesHashOrder, value.Syntax.GetLocation(), TypeText.Of(type), label);

    // yield return, or Add to a list that is returned and not sorted.
    private bool FillsList(IForEachLoopOperation loop) => loop.Body.DescendantsAndSelf().Any(operation => operation switch
    {
        IReturnOperation { Kind: OperationKind.YieldReturn } => true,
        IInvocationOperation { TargetMethod: { Name: "Add", ContainingType: var list }, Instance: ILocalReferenceOperation { Local: var local } } =>
            TypeText.MetadataName(list) == "System.Collections.Generic.List`1" && flow.LocalReachesResult(local, LosesOrder),
        IInvocationOperation { TargetMethod: { Name: "Append" or "AppendLine", ContainingType: var builder }, Instance: ILocalReferenceOperation { Local: var local } } =>
            TypeText.MetadataName(builder) == "System.Text.StringBuilder" && flow.LocalReachesResult(local),
        _ => false,
    });

    // Sorting, or a result in which the order of the items does not show. Sums of fractions depend on it, but nobody sorts for them.
    private static bool LosesOrder(IOperation operation) => operation switch
    {
        IInvocationOperation call => IsWithoutOrder(call.TargetMethod.Name) || HasNoOrder(call.Type),
        IPropertyReferenceOperation { Property.Name: "Count" or "Length" } => true,
        ICollectionExpressionOperation or IObjectCreationOperation => HasNoOrder(operation.Type),
        _ => false,
    };

    private static bool IsWithoutOrder(string method) => method is
        "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending" or "Sort"
        or "Count" or "LongCount" or "Any" or "All" or "Contains" or "Sum" or "Average" or "Min" or "Max" or "MinBy" or "MaxBy" or "Single" or "SingleOrDefault" or "Aggregate"
        or "SetEquals" or "IsSubsetOf" or "IsSupersetOf" or "Overlaps" or "SequenceEqual";

    private static bool HasNoOrder(ITypeSymbol? type) => type is not null && (IsHashName(TypeText.MetadataName(type)) || TypeText.MetadataName(type) is
        "System.Collections.Generic.SortedDictionary`2" or "System.Collections.Generic.SortedList`2" or "System.Collections.Generic.SortedSet`1"
        or "System.Collections.Immutable.ImmutableSortedDictionary`2" or "System.Collections.Immutable.ImmutableSortedSet`1"
        or "System.Collections.Generic.ISet`1" or "System.Collections.Generic.IReadOnlySet`1");

    private static bool IsHash(IOperation value, out INamedTypeSymbol type)
    {
        while (value is IConversionOperation { IsImplicit: true } conversion)
            value = conversion.Operand;

        // dictionary.Keys and .Values have the order of the dictionary.
        if (value is IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } dictionary })
            value = dictionary;

        type = (value.Type as INamedTypeSymbol)!;
        return type is not null && IsHashName(TypeText.MetadataName(type));
    }

    private static bool IsHashName(string name) => name is
        "System.Collections.Generic.HashSet`1" or "System.Collections.Generic.Dictionary`2" or "System.Collections.Hashtable"
        or "System.Collections.Concurrent.ConcurrentDictionary`2" or "System.Collections.Concurrent.ConcurrentBag`1"
        or "System.Collections.Immutable.ImmutableHashSet`1" or "System.Collections.Immutable.ImmutableDictionary`2"
        or "System.Collections.Frozen.FrozenSet`1" or "System.Collections.Frozen.FrozenDictionary`2";
}
