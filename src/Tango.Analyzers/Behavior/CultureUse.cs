using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>Numbers with fractions and times that are read or written in the culture of the machine, and letters that it makes large or small. Whole numbers look the same almost everywhere.</summary>
internal sealed class CultureUse(ValueFlow flow)
{
    public Finding? Find(IOperation operation, string label) => MemberOf(operation) is { } member && Reaches(operation)
        ? new(Rules.UsesCulture, operation.Syntax.GetLocation(), member, label)
        : null;

    private static string? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => MemberOf(call),
        IInterpolationOperation hole when IsLocalized(Unconverted(hole.Expression).Type) && !IsFixed(FormatOf(hole)) && !HasProvider(hole) => "{" + Unconverted(hole.Expression).Syntax + "}",
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
            new[] { sum.LeftOperand, sum.RightOperand }.Select(Unconverted).FirstOrDefault(part => IsLocalized(part.Type) && !part.ConstantValue.HasValue) is { } localized
                ? localized.Syntax.ToString() : null,
        _ => null,
    };

    private static string? MemberOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Parameters.Any(parameter => IsProvider(parameter.Type)))
            return null;

        var type = method.ContainingType;
        return method.Name switch
        {
            "Parse" or "TryParse" when method.IsStatic && IsLocalized(type) && TypeText.MetadataName(type) != "System.TimeSpan" => $"{type.Name}.{method.Name}",
            "ToString" when IsLocalized(call.Instance is { } instance ? Unconverted(instance).Type : null) && !IsFixed(FirstText(call)) => $"{TypeText.Of(Unconverted(call.Instance!).Type!)}.ToString",
            "ToUpper" or "ToLower" when type.SpecialType is SpecialType.System_String or SpecialType.System_Char => $"{TypeText.Of(type)}.{method.Name}",
            "Join" or "Concat" when type.SpecialType == SpecialType.System_String && method.TypeArguments is [var item] && IsLocalized(item) => $"string.{method.Name}",
            "Format" when type.SpecialType == SpecialType.System_String && call.Arguments.Any(HoldsLocalized) => "string.Format",
            "Append" when TypeText.MetadataName(type) == "System.Text.StringBuilder" && method.Parameters is [var only] && IsLocalized(only.Type) => "StringBuilder.Append",
            _ => null,
        };
    }

    // What TryParse has read is in a variable; what Append has written, in its builder.
    private bool Reaches(IOperation operation)
    {
        if (operation is IInvocationOperation { TargetMethod.Name: "TryParse" } call)
        {
            return call.Arguments.Any(argument => argument.Parameter?.RefKind == RefKind.Out && LocalOf(argument.Value) is { } local && flow.LocalReachesResult(local));
        }

        return operation is IInvocationOperation { TargetMethod.Name: "Append", Instance: ILocalReferenceOperation builder }
            ? flow.LocalReachesResult(builder.Local)
            : flow.ReachesResult(operation);
    }

    private static ILocalSymbol? LocalOf(IOperation value) => value switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        ILocalReferenceOperation reference => reference.Local,
        _ => null,
    };

    private static bool HoldsLocalized(IArgumentOperation argument) =>
        argument.Value is IArrayCreationOperation { Initializer: { } items } ? items.ElementValues.Any(item => IsLocalized(Unconverted(item).Type)) : IsLocalized(Unconverted(argument.Value).Type);

    private static bool IsLocalized(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];

        return type is not null && TypeText.MetadataName(type) is
            "System.Double" or "System.Single" or "System.Decimal" or "System.Half" or "System.DateTime" or "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly";
    }

    // The formats of times that are the same in every culture.
    private static bool IsFixed(string? format) => format is "o" or "O" or "s" or "u" or "r" or "R";

    private static string? FirstText(IInvocationOperation call) => call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string text } }, ..] ? text : null;

    private static string? FormatOf(IInterpolationOperation hole) => hole.FormatString?.ConstantValue.Value as string ?? hole.FormatString?.Syntax.ToString().TrimStart(':');

    // string.Create(CultureInfo.InvariantCulture, $"…"), FormattableString.Invariant($"…"), builder.Append(CultureInfo.InvariantCulture, $"…").
    private static bool HasProvider(IOperation hole)
    {
        for (var level = hole.Parent; level is not null; level = level.Parent)
        {
            switch (level)
            {
                case IInvocationOperation call:
                    return call.TargetMethod.Parameters.Any(parameter => IsProvider(parameter.Type) || IsFormattable(parameter.Type));
                case IConversionOperation { Type: { } type } when IsFormattable(type):
                    return true;
                case IBlockOperation or IReturnOperation or IVariableDeclaratorOperation:
                    return false;
            }
        }

        return false;
    }

    private static bool IsProvider(ITypeSymbol type) => TypeText.MetadataName(type) is "System.IFormatProvider" or "System.Globalization.CultureInfo";

    private static bool IsFormattable(ITypeSymbol type) => TypeText.MetadataName(type) is "System.FormattableString" or "System.IFormattable";

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
            operation = conversion.Operand;

        return operation;
    }
}
