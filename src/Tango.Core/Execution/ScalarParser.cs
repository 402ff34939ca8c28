using System.Globalization;
using System.Numerics;
using Tango.Parameters;

namespace Tango.Execution;

/// <summary>Makes single values of the framework from what plan files hold.</summary>
internal static class ScalarParser
{
    private static readonly Dictionary<Type, Func<string, object>> Parsers = new()
    {
        [typeof(string)] = text => text,
        [typeof(char)] = text => text[0],
        [typeof(bool)] = text => bool.Parse(text),
        [typeof(sbyte)] = text => sbyte.Parse(text, CultureInfo.InvariantCulture),
        [typeof(byte)] = text => byte.Parse(text, CultureInfo.InvariantCulture),
        [typeof(short)] = text => short.Parse(text, CultureInfo.InvariantCulture),
        [typeof(ushort)] = text => ushort.Parse(text, CultureInfo.InvariantCulture),
        [typeof(int)] = text => int.Parse(text, CultureInfo.InvariantCulture),
        [typeof(uint)] = text => uint.Parse(text, CultureInfo.InvariantCulture),
        [typeof(long)] = text => long.Parse(text, CultureInfo.InvariantCulture),
        [typeof(ulong)] = text => ulong.Parse(text, CultureInfo.InvariantCulture),
        [typeof(nint)] = text => nint.Parse(text, CultureInfo.InvariantCulture),
        [typeof(nuint)] = text => nuint.Parse(text, CultureInfo.InvariantCulture),
        [typeof(Int128)] = text => Int128.Parse(text, CultureInfo.InvariantCulture),
        [typeof(UInt128)] = text => UInt128.Parse(text, CultureInfo.InvariantCulture),
        [typeof(BigInteger)] = text => BigInteger.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        [typeof(Half)] = text => (Half)double.Parse(text, CultureInfo.InvariantCulture),
        [typeof(float)] = text => (float)double.Parse(text, CultureInfo.InvariantCulture),
        [typeof(double)] = text => double.Parse(text, CultureInfo.InvariantCulture),
        [typeof(decimal)] = text => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        [typeof(DateTime)] = text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        [typeof(DateTimeOffset)] = text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        [typeof(DateOnly)] = text => DateOnly.Parse(text, CultureInfo.InvariantCulture),
        [typeof(TimeOnly)] = text => TimeOnly.Parse(text, CultureInfo.InvariantCulture),
        [typeof(TimeSpan)] = text => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
        [typeof(Guid)] = text => Guid.Parse(text),
        [typeof(Uri)] = text => new Uri(text, UriKind.RelativeOrAbsolute),
        [typeof(Version)] = text => Version.Parse(text),
    };

    /// <summary>Whether a type holds a single value; nullable and enumeration types do if what is underneath does.</summary>
    public static bool Handles(Type type) => Parsers.ContainsKey(type) || type.IsEnum;

    /// <summary>Makes the value.</summary>
    /// <param name="value">A scalar, number or enumeration value.</param>
    /// <param name="type">A type that <see cref="Handles"/> is true for.</param>
    public static object Parse(ArgumentValue value, Type type)
    {
        var text = value switch
        {
            ArgumentValue.Scalar scalar when type.IsInstanceOfType(scalar.Value) => null,
            ArgumentValue.JsonNumber number => CanonicalNumber.ToPlain(number.Text),
            ArgumentValue.Enumeration enumeration => enumeration.Number.ToString(CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
        if (text is null)
        {
            return ((ArgumentValue.Scalar)value).Value;
        }

        return type.IsEnum
            ? Enum.ToObject(type, long.Parse(text, CultureInfo.InvariantCulture))
            : Parsers[type](text);
    }
}
