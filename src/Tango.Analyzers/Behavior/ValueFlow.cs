using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tango.Analyzers.Behavior;

/// <summary>
/// Whether a value reaches the result of a step: what is returned, what is stored in objects that are returned, what decides between results. What only logs, metrics, messages of
/// errors, waiting or paths of files see does not. Where the way of a value is lost (fields, methods without a result, other classes) the answer is no.
/// </summary>
internal sealed class ValueFlow(StepRoot root, IReadOnlyList<StepBody> bodies)
{
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private Func<IOperation, bool> _stops = static _ => false;

    /// <summary>Whether a value reaches the result.</summary>
    /// <param name="stops">What ends the way of a value: e.g. sorting, if its order matters.</param>
    public bool ReachesResult(IOperation value, Func<IOperation, bool>? stops = null)
    {
        _followed.Clear();
        _stops = stops ?? (static _ => false);
        return Follow(value);
    }

    /// <summary>Whether the value of a local variable reaches the result.</summary>
    public bool LocalReachesResult(ILocalSymbol local, Func<IOperation, bool>? stops = null)
    {
        _followed.Clear();
        _stops = stops ?? (static _ => false);
        return FollowVariable(local);
    }

    private bool Follow(IOperation value)
    {
        if (value.Parent is not { } parent || _stops(parent))
            return false;

        return parent switch
        {
            IReturnOperation => FollowReturn(parent),
            IArgumentOperation argument => FollowArgument(argument),
            IInvocationOperation call when call.Instance == value => FollowReceiver(call),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => FollowVariable(local),
            IAssignmentOperation assignment => assignment.Value == value && FollowTarget(assignment.Target, assignment),
            IConditionalOperation choice when choice.Condition == value => Decides(choice) || (choice.Type is { SpecialType: not SpecialType.System_Void } && !Fails(choice) && Follow(choice)),
            IForEachLoopOperation loop => loop.Collection == value && loop.Locals.Any(FollowVariable),
            IConditionalAccessOperation access when access.Operation == value => Follow(access),
            IBlockOperation or IThrowOperation or IExpressionStatementOperation or ILoopOperation or ISwitchOperation or IUsingOperation or ILockOperation => false,
            IAnonymousFunctionOperation or ILocalFunctionOperation => false,
            _ => Follow(parent),
        };
    }

    private bool FollowReturn(IOperation statement)
    {
        for (var level = statement.Parent; level is not null; level = level.Parent)
        {
            switch (level)
            {
                case IAnonymousFunctionOperation lambda:
                    return Follow(lambda.Parent is IDelegateCreationOperation creation ? creation : lambda);
                case ILocalFunctionOperation local:
                    return FollowCalls(local.Symbol);
            }
        }

        var owner = bodies.FirstOrDefault(body => body.Returns(statement))?.Owner;
        return owner is not null && (SymbolEqualityComparer.Default.Equals(owner, root.Method) || FollowCalls(owner));
    }

    private bool FollowCalls(ISymbol member) => _followed.Add(member) && bodies.SelectMany(body => body.CallsOf(member)).Any(Follow);

    private bool FollowVariable(ILocalSymbol local)
    {
        if (!_followed.Add(local))
            return false;

        var reads = bodies.SelectMany(body => body.ReferencesTo(local)).Where(reference => !IsTarget(reference)).ToList();

        // list.Sort() changes what all other reads see.
        return !reads.Exists(read => read.Parent is IInvocationOperation { TargetMethod.ReturnsVoid: true } call && _stops(call)) && reads.Exists(Follow);
    }

    private bool FollowArgument(IArgumentOperation argument)
    {
        switch (argument.Parent)
        {
            case { } taker when _stops(taker):
                return false;
            case IObjectCreationOperation creation:
                return !Observers.IsObserver(creation.Type) && Follow(creation);
            case IPropertyReferenceOperation property:
                return Follow(property);
            case IInvocationOperation call when Observers.Takes(call, argument):
                return false;
            case IInvocationOperation call:
                return (call.Type is { SpecialType: not SpecialType.System_Void } && Follow(call))
                    || (Observers.Keeps(call) && call.Instance is { } receiver && FollowTarget(receiver, call));
            default:
                return false;
        }
    }

    // A method that a value's own object does: what it returns is made of the value.
    private bool FollowReceiver(IInvocationOperation call) => call.TargetMethod.ReturnsVoid
        ? call.TargetMethod.Name is "Shuffle" or "NextBytes" && call.Arguments.Any(argument => FollowTarget(argument.Value, call))
        : !Observers.IsObserver(call.Type) && Follow(call);

    // What is put into an object or a collection reaches the result where that does.
    private bool FollowTarget(IOperation target, IOperation origin) => target switch
    {
        IConversionOperation conversion => FollowTarget(conversion.Operand, origin),
        ILocalReferenceOperation local => FollowVariable(local.Local),
        _ when Observers.IsObserved(target) => false,
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } => FollowInitializer(origin),
        IPropertyReferenceOperation { Instance: { } instance } => FollowTarget(instance, origin),
        IFieldReferenceOperation { Instance: { } instance } => FollowTarget(instance, origin),
        IArrayElementReferenceOperation element => FollowTarget(element.ArrayReference, origin),
        IInvocationOperation { Instance: { } instance } call when Observers.Keeps(call) => FollowTarget(instance, origin),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => FollowInitializer(origin),
        _ => false,
    };

    private bool FollowInitializer(IOperation origin)
    {
        for (var level = origin.Parent; level is not null; level = level.Parent)
        {
            if (level is IObjectCreationOperation or IAnonymousObjectCreationOperation or IWithOperation)
                return Follow(level);
        }

        return false;
    }

    // An if that returns a value is a decision about the result.
    private static bool Decides(IConditionalOperation choice) => new[] { choice.WhenTrue, choice.WhenFalse }.Any(branch =>
        branch is not null && branch.DescendantsAndSelf().Any(operation => operation is IReturnOperation { ReturnedValue: not null, Parent: not IAnonymousFunctionOperation }));

    // A check that has one value or none.
    private static bool Fails(IConditionalOperation choice) => new[] { choice.WhenTrue, choice.WhenFalse }.Any(branch =>
        branch is IThrowOperation or IConversionOperation { Operand: IThrowOperation });

    private static bool IsTarget(IOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;
}
