using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>Loops of asynchronous steps that await what could be cancelled, in a step that takes no token.</summary>
internal static class Loops
{
    private const string Token = "System.Threading.CancellationToken";

    public static IEnumerable<Finding> Find(StepRoot root, IReadOnlyList<StepBody> bodies)
    {
        var method = root.Method;
        if (!method.IsAsync || method.Parameters.Any(parameter => ParameterCheck.IsSupplied(parameter.Type))
            || bodies.FirstOrDefault(body => SymbolEqualityComparer.Default.Equals(body.Owner, method)) is not { } run)
        {
            yield break;
        }

        // One for each step: the token is one.
        if (run.Operations.OfType<ILoopOperation>().FirstOrDefault(IsLong) is { } loop)
            yield return new(Rules.LoopIgnoresCancellation, Start(loop), method.Name, root.Label);
    }

    private static bool IsLong(ILoopOperation loop) => loop.Body.DescendantsAndSelf().Any(operation =>
        operation is IAwaitOperation { Operation: var awaited } && IsIn(operation, loop) && awaited.DescendantsAndSelf().OfType<IInvocationOperation>().Any(TakesToken));

    // Not in a function that the loop only makes.
    private static bool IsIn(IOperation operation, ILoopOperation loop)
    {
        for (var level = operation.Parent; level != loop; level = level!.Parent)
        {
            if (level is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return true;
    }

    // The method, or another one of its name, takes a token; a method of the step itself could.
    private static bool TakesToken(IInvocationOperation call) =>
        IsToken(call.TargetMethod.Parameters.LastOrDefault())
        || call.TargetMethod.ContainingType.GetMembers(call.TargetMethod.Name).OfType<IMethodSymbol>().Any(other =>
            other.Parameters.Length == call.TargetMethod.Parameters.Length + 1 && IsToken(other.Parameters[other.Parameters.Length - 1]));

    private static bool IsToken(IParameterSymbol? parameter) => parameter is not null && TypeText.MetadataName(parameter.Type) == Token;

    // The keyword: a message over a whole loop would mark a page.
    private static Location Start(ILoopOperation loop) => loop.Syntax.GetFirstToken().GetLocation();
}
