using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.StepTypes;

/// <summary>Whether the default of a <c>[SkipInId]</c> is a value of its parameter's type, where that is certain without converting it; a build converts it.</summary>
internal static class SkippedValues
{
    /// <summary>Whether a constant may be a value of the type.</summary>
    public static bool MayBe(TypedConstant constant, ITypeSymbol type)
    {
        var single = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return constant.IsNull || constant.Kind == TypedConstantKind.Array || single.SpecialType switch
        {
            SpecialType.System_Boolean => constant.Value is bool,
            SpecialType.System_Char => constant.Value is char,
            SpecialType.System_String => constant.Value is string,
            >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => IsInteger(constant.Value),
            SpecialType.System_Single or SpecialType.System_Double => IsInteger(constant.Value) || constant.Value is float or double,
            _ when constant.Value is string text => TypeText.MetadataName(single) switch
            {
                "System.Guid" => Guid.TryParse(text, out _),
                "System.Version" => Version.TryParse(text, out _),
                _ => true,
            },
            _ => true,
        };
    }

    /// <summary>The parameter's type as a build names it, with <c>?</c> where null is allowed.</summary>
    public static string NameOf(IParameterSymbol parameter)
    {
        var allowsNull = parameter.Type.NullableAnnotation == NullableAnnotation.Annotated && parameter.Type.IsReferenceType;
        var defaultsToNull = parameter is { Type.IsReferenceType: true, HasExplicitDefaultValue: true, ExplicitDefaultValue: null };
        return TypeText.Of(parameter.Type) + (allowsNull || defaultsToNull ? "?" : "");
    }

    private static bool IsInteger(object? value) => value is sbyte or byte or short or ushort or int or uint or long or ulong;
}
