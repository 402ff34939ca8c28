using System.Globalization;
using System.Numerics;

namespace Tango.Parameters;

/// <summary>Parses single values by their declared type, with the invariant culture.</summary>
internal static class ScalarReader
{
    /// <summary>Parses a value of one of the single-valued kinds; white space around values other than text and characters is ignored.</summary>
    public static Conversion Read(ParameterType type, string text)
    {
        if (type.Kind is ParameterKind.Text or ParameterKind.Character)
            return Single(type.Name, text);

        var trimmed = text.Trim();
        if (type.IsNullable && (trimmed.Length == 0 || trimmed == "null"))
            return Conversion.From(ArgumentValue.Null.Instance);

        return type.Kind switch
        {
            ParameterKind.Integer => Integer(type.Name, trimmed),
            ParameterKind.Enumeration => EnumerationReader.Read(type, trimmed),
            _ => Single(type.Name, trimmed),
        };
    }

    private static ScalarType TypeOf(TypeName name) =>
        ScalarTypes.Find(name.FullName) ?? throw new InvalidOperationException($"{name} is not read from a single text.");

    // An integer may have any form of a number: 1e3, 5.0.
    private static Conversion Integer(TypeName name, string text)
    {
        var type = TypeOf(name);
        BigInteger value;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var small))
            value = small;
        else if (!BigInteger.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return Conversion.Fail(type.Hint);

        return value < type.Min || value > type.Max
            ? Conversion.Fail($"It must be between {type.Min} and {type.Max}.")
            : Conversion.FromScalar(IntegerValue.Normalize(value)!);
    }

    private static Conversion Single(TypeName name, string text)
    {
        var type = TypeOf(name);
        var value = type.Read(text) switch
        {
            float number => (double)number,
            Half number => (double)number,
            var other => other,
        };
        return value switch
        {
            null => Conversion.Fail(type.Hint),
            // The framework parses a number that is too large as infinity, which is a different number.
            double.PositiveInfinity or double.NegativeInfinity when text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 => Conversion.Fail($"It is too large for {name}."),
            _ => Conversion.FromScalar(value),
        };
    }
}
