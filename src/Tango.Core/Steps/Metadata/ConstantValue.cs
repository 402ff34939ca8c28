using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Reflection.Metadata;
using Tango.Parameters;

namespace Tango.Steps.Metadata;

/// <summary>Converts constants of metadata (defaults, attribute values) to values of a parameter's type.</summary>
internal static class ConstantValue
{
    /// <summary>The constant as a value of the type; null if it is not one.</summary>
    /// <param name="constant">A primitive, a string, a decimal, a DateTime, an attribute's array, or null.</param>
    internal static ArgumentValue? From(object? constant, ParameterType type) =>
        constant is null
            ? Nothing(type)
            : type.Kind switch
            {
                ParameterKind.Boolean => constant is bool ? new ArgumentValue.Scalar(constant) : null,
                ParameterKind.Integer => Scalar(IntegerValue.Normalize(constant)),
                ParameterKind.Float => Scalar(Float(constant, type.Name.FullName)),
                ParameterKind.Decimal => Scalar(Decimal(constant)),
                ParameterKind.Character => constant is char ? new ArgumentValue.Scalar(constant) : null,
                ParameterKind.Text => constant is string ? new ArgumentValue.Scalar(constant) : null,
                ParameterKind.Enumeration => Enumeration(constant, type),
                ParameterKind.List or ParameterKind.Set => List(constant, type),
                ParameterKind.Object => Scalar(Untyped(constant)),
                ParameterKind.InputFile or ParameterKind.InputFiles or ParameterKind.Map => null,
                _ when constant is DateTime => new ArgumentValue.Scalar(constant),
                // Attributes cannot contain values of the other types, so there they are text.
                _ => Scalar(constant is string text ? ScalarTypes.Find(type.Name.FullName)?.Read(text) : null),
            };

    // "= default" of a value type is a null constant in metadata; it means the type's zero.
    private static ArgumentValue Nothing(ParameterType type) =>
        type.IsNullable
            ? ArgumentValue.Null.Instance
            : type.Kind == ParameterKind.Enumeration
                ? EnumerationText.From(type, 0)
                : (ArgumentValue?)Scalar(ScalarTypes.Find(type.Name.FullName)?.Zero) ?? ArgumentValue.Null.Instance;

    private static ArgumentValue.Scalar? Scalar(object? value) => value is null ? null : new ArgumentValue.Scalar(value);

    // A float's value is the nearest one of its own width, stored as double: 0.1f is not 0.1.
    private static object? Float(object constant, string type)
    {
        if (constant is float single)
            return (double)single;

        double? number = constant is double wide ? wide : Integer(constant) is { } integer ? (double)integer : null;
        return (number, type) switch
        {
            (null, _) => null,
            (_, "System.Single") => (double)(float)number,
            (_, "System.Half") => (double)(Half)number,
            _ => number,
        };
    }

    private static object? Decimal(object constant) => constant switch
    {
        decimal => constant,
        float or double => Convert.ToDecimal(constant, CultureInfo.InvariantCulture),
        string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        _ => Integer(constant) is { } integer ? (decimal)integer : null,
    };

    private static BigInteger? Integer(object constant) => IntegerValue.Normalize(constant) switch
    {
        long number => number,
        ulong number => number,
        _ => null,
    };

    private static ArgumentValue.Enumeration? Enumeration(object constant, ParameterType type) =>
        IntegerValue.Normalize(constant) is null ? null : EnumerationText.From(type, IntegerValue.ToInt64(constant));

    private static ArgumentValue.List? List(object constant, ParameterType type)
    {
        if (constant is not ImmutableArray<CustomAttributeTypedArgument<TypeSignature>> elements)
            return null;

        ArgumentValue?[] items = [.. elements.Select(element => From(element.Value, type.Element!))];
        return items.Contains(null) ? null : new ArgumentValue.List([.. items!], type.Kind == ParameterKind.Set);
    }

    private static object? Untyped(object constant) => constant switch
    {
        bool or char or string or double or decimal or DateTime => constant,
        float number => (double)number,
        _ => IntegerValue.Normalize(constant),
    };
}
