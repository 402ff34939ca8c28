using System.Globalization;
using Tango.Parameters;

namespace Tango.Execution.Arguments;

/// <summary>Creates single values of the framework from those in plan files.</summary>
internal static class ScalarParser
{
    /// <summary>Whether a type has a single value; nullable and enumeration types have if their underlying type has.</summary>
    public static bool Handles(Type type) => type.IsEnum || ScalarTypes.Contains(type.FullName ?? "");

    /// <summary>Creates the value.</summary>
    /// <param name="value">A scalar, number or enumeration value.</param>
    /// <param name="type">A type for which <see cref="Handles"/> returns true.</param>
    public static object Parse(ArgumentValue value, Type type)
    {
        if (value is ArgumentValue.Scalar scalar && type.IsInstanceOfType(scalar.Value))
            return scalar.Value;

        var text = value switch
        {
            ArgumentValue.JsonNumber number => CanonicalNumber.ToPlain(number.Text),
            ArgumentValue.Enumeration enumeration => enumeration.Number.ToString(CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        return type.IsEnum
            ? Enum.ToObject(type, long.Parse(text, CultureInfo.InvariantCulture))
            : ScalarTypes.Find(type.FullName!)!.Read(text) ?? throw new FormatException($"'{text}' is not a {type}.");
    }
}
