using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>Code whose result depends on what happens to run first.</summary>
internal static class Concurrency
{
    public static Finding? Find(IOperation operation, string label) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "WhenAny" or "WaitAny", ContainingType: var type } method } call when TypeText.MetadataName(type) == "System.Threading.Tasks.Task" =>
            IsRaceForTime(call) ? null : new(Rules.TakesFirstFinished, call.Syntax.GetLocation(), $"Task.{method.Name}", label),
        IAssignmentOperation assignment when Written(assignment.Target) is { } name && IsShared(assignment.Target, assignment) => Changes(assignment, name, label),
        IIncrementOrDecrementOperation step when Written(step.Target) is { } name && IsShared(step.Target, step) => Changes(step, name, label),
        IInvocationOperation { TargetMethod: { Name: "Add" or "AddRange" or "Insert" or "Remove", ContainingType: var type }, Instance: { } list } call
            when IsUnsafeCollection(type) && Written(list) is { } name && IsShared(list, call) => Changes(call, name, label),
        _ => null,
    };

    private static Finding Changes(IOperation operation, string name, string label) => new(Rules.WritesInParallel, operation.Syntax.GetLocation(), name, label);

    // The usual time-out: the other task only waits.
    private static bool IsRaceForTime(IInvocationOperation call) => call.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Delay" });

    private static string? Written(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field.Name,
        _ => null,
    };

    // In the code that Parallel runs many times at once, something that was declared outside it, without a lock.
    private static bool IsShared(IOperation target, IOperation operation)
    {
        for (var level = operation.Parent; level is not null; level = level.Parent)
        {
            if (level is ILockOperation)
                return false;

            if (level is IAnonymousFunctionOperation lambda && IsParallel(lambda))
                return !IsDeclaredIn(target, lambda);
        }

        return false;
    }

    private static bool IsParallel(IAnonymousFunctionOperation lambda)
    {
        var argument = lambda.Parent is IDelegateCreationOperation creation ? creation.Parent : lambda.Parent;

        // localInit and localFinally have a lock, or are run once for each thread.
        return argument is IArgumentOperation { Parameter.Name: "body", Parent: IInvocationOperation { TargetMethod: { Name: "For" or "ForEach" or "ForAsync" or "ForEachAsync", ContainingType: var type } } }
            && TypeText.MetadataName(type) == "System.Threading.Tasks.Parallel";
    }

    private static bool IsDeclaredIn(IOperation target, IAnonymousFunctionOperation lambda)
    {
        ISymbol? symbol = target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        return symbol?.DeclaringSyntaxReferences.Any(place => place.SyntaxTree == lambda.Syntax.SyntaxTree && lambda.Syntax.Span.Contains(place.Span)) == true;
    }

    private static bool IsUnsafeCollection(INamedTypeSymbol type) => TypeText.MetadataName(type) is
        "System.Collections.Generic.List`1" or "System.Collections.Generic.Dictionary`2" or "System.Collections.Generic.HashSet`1" or "System.Collections.Generic.IList`1"
        or "System.Collections.Generic.ICollection`1";
}
