using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>Changes of what a step was given. They are looked for in its own method; a parameter that is assigned anew holds another value, and is left out.</summary>
internal static class GivenValues
{
    public static IEnumerable<Finding> Find(StepRoot root, IReadOnlyList<StepBody> bodies)
    {
        if (bodies.FirstOrDefault(body => SymbolEqualityComparer.Default.Equals(body.Owner, root.Method)) is not { } run)
            yield break;

        foreach (var operation in run.Operations)
        {
            if (Changed(operation) is { } target && GivenTo(root.Method, target) is { } parameter && !IsAssigned(parameter, run))
                yield return new(Rules.ChangesArgument, operation.Syntax.GetLocation(), parameter.Name, root.Label);
        }
    }

    // The object that an operation changes.
    private static IOperation? Changed(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => HolderOf(assignment.Target),
        IIncrementOrDecrementOperation step => HolderOf(step.Target),
        IInvocationOperation { Instance: { } instance, TargetMethod: var method } when ChangesInstance(method) => instance,
        IInvocationOperation { Arguments: [{ Value: var first }, ..], TargetMethod: { ContainingType.SpecialType: SpecialType.System_Array, Name: "Sort" or "Reverse" or "Clear" or "Fill" } } => first,
        _ => null,
    };

    private static IOperation? HolderOf(IOperation target) => target switch
    {
        IPropertyReferenceOperation { Instance: { } instance } => instance,
        IFieldReferenceOperation { Instance: { } instance } => instance,
        IArrayElementReferenceOperation element => element.ArrayReference,
        _ => null,
    };

    // The parameter that leads to an object; copies (structs) are not what was given.
    private static IParameterSymbol? GivenTo(IMethodSymbol run, IOperation value)
    {
        while (value.Type is { IsReferenceType: true })
        {
            switch (value)
            {
                case IParameterReferenceOperation { Parameter: var parameter }:
                    return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, run) && !ParameterCheck.IsSupplied(parameter.Type) ? parameter : null;
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IPropertyReferenceOperation { Instance: { } instance, Property: var property } when IsStored(property):
                    value = instance;
                    break;
                case IFieldReferenceOperation { Instance: { } instance }:
                    value = instance;
                    break;
                case IArrayElementReferenceOperation element:
                    value = element.ArrayReference;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    // A property may compute a new object each time; one that can be set, or is an item of a list, is state.
    private static bool IsStored(IPropertySymbol property) =>
        property.IsIndexer || property.SetMethod is not null
        || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static bool ChangesInstance(IMethodSymbol method)
    {
        if (!method.ContainingType.ContainingNamespace.ToDisplayString().StartsWith("System.Collections.", StringComparison.Ordinal)
            || method.ContainingType.ContainingNamespace.Name is "Immutable" or "Frozen" or "Concurrent")
        {
            return false;
        }

        return method.Name is "Add" or "AddRange" or "AddFirst" or "AddLast" or "TryAdd" or "Clear" or "Insert" or "InsertRange" or "Remove" or "RemoveAll" or "RemoveAt" or "RemoveRange"
            or "RemoveFirst" or "RemoveLast" or "RemoveWhere" or "Sort" or "UnionWith" or "ExceptWith" or "IntersectWith" or "SymmetricExceptWith" or "Push" or "Pop" or "Enqueue" or "Dequeue"
            || (method.Name == "Reverse" && method.ReturnsVoid);
    }

    private static bool IsAssigned(IParameterSymbol parameter, StepBody body) => body.Operations.Any(operation =>
        operation is IAssignmentOperation { Target: IParameterReferenceOperation target } && SymbolEqualityComparer.Default.Equals(target.Parameter, parameter));
}
