using System.Globalization;
using System.Numerics;
using Kind = Tango.Parameters.ParameterKind;

namespace Tango.Parameters;

/// <summary>The table of the framework's types with a single value.</summary>
internal static class ScalarTypes
{
    private const string WholeNumber = "Write a whole number, e.g. 42.";
    private const string Fraction = "Write a number with a point, e.g. 0.25.";
    private const string Number = "Write a number with a point, e.g. 0.25; separators of thousands and decimal commas are not read.";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private static readonly Dictionary<string, ScalarType> Known = ((ScalarType[])
    [
        new(typeof(bool), Kind.Boolean, text => bool.TryParse(text, out var value) ? value : null, "Write true or false.", "bool"),
        new(typeof(sbyte), Kind.Integer, text => sbyte.Parse(text, Culture), WholeNumber, "sbyte", 8),
        new(typeof(byte), Kind.Integer, text => byte.Parse(text, Culture), WholeNumber, "byte", 8, IsUnsigned: true),
        new(typeof(short), Kind.Integer, text => short.Parse(text, Culture), WholeNumber, "short", 16),
        new(typeof(ushort), Kind.Integer, text => ushort.Parse(text, Culture), WholeNumber, "ushort", 16, IsUnsigned: true),
        new(typeof(int), Kind.Integer, text => int.Parse(text, Culture), WholeNumber, "int", 32),
        new(typeof(uint), Kind.Integer, text => uint.Parse(text, Culture), WholeNumber, "uint", 32, IsUnsigned: true),
        new(typeof(long), Kind.Integer, text => long.Parse(text, Culture), WholeNumber, "long", 64),
        new(typeof(ulong), Kind.Integer, text => ulong.Parse(text, Culture), WholeNumber, "ulong", 64, IsUnsigned: true),
        new(typeof(nint), Kind.Integer, text => nint.Parse(text, Culture), WholeNumber, null, 64),
        new(typeof(nuint), Kind.Integer, text => nuint.Parse(text, Culture), WholeNumber, null, 64, IsUnsigned: true),
        new(typeof(Int128), Kind.Integer, text => Int128.Parse(text, Culture), WholeNumber, null, 128),
        new(typeof(UInt128), Kind.Integer, text => UInt128.Parse(text, Culture), WholeNumber, null, 128, IsUnsigned: true),
        new(typeof(BigInteger), Kind.Integer, text => BigInteger.Parse(text, NumberStyles.Float, Culture), WholeNumber),
        new(typeof(Half), Kind.Float, text => Half.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null, Number),
        new(typeof(float), Kind.Float, text => float.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null, Number, "float"),
        new(typeof(double), Kind.Float, text => double.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null, Number, "double"),
        new(typeof(decimal), Kind.Decimal, text => decimal.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null, Fraction, "decimal"),
        new(typeof(char), Kind.Character, text => text.Length == 1 ? text[0] : null, "Write exactly one character.", "char"),
        new(typeof(string), Kind.Text, text => text, "", "string"),
        new(typeof(DateTime), Kind.DateTime, ReadTime, "Write it like 2026-01-31T12:00:00Z."),
        new(typeof(DateTimeOffset), Kind.DateTimeOffset, ReadMoment, "Write it like 2026-01-31T12:00:00+01:00."),
        new(typeof(DateOnly), Kind.Date, text => DateOnly.TryParse(text, Culture, out var value) && NamesYear(text) ? value : null, "Write it like 2026-01-31."),
        new(typeof(TimeOnly), Kind.TimeOfDay, text => TimeOnly.TryParse(text, Culture, out var value) ? value : null, "Write it like 12:30:00."),
        new(typeof(TimeSpan), Kind.Duration, text => TimeSpan.TryParse(text, Culture, out var value) ? value : null, "Write it like 00:10:00."),
        new(typeof(Guid), Kind.Guid, text => Guid.TryParse(text, out var value) ? value : null, "Write it like 0f8fad5b-d9cb-469f-a165-70867728950e."),
        new(typeof(Uri), Kind.Uri, text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var value) ? value : null, "Write it like https://example.org/data."),
        new(typeof(Version), Kind.Version, text => Version.TryParse(text, out var value) ? value : null, "Write it like 1.2.3."),
    ]).ToDictionary(type => type.Type.FullName!, StringComparer.Ordinal);

    public static ScalarType? Find(string fullName) => Known.GetValueOrDefault(fullName);

    public static bool Contains(string fullName) => Known.ContainsKey(fullName);

    // DateTime converts a time with an offset to local time, which differs between time zones.
    private static object? ReadTime(string text) =>
        !DateTime.TryParse(text, Culture, DateTimeStyles.RoundtripKind, out var value) || !NamesYear(text) ? null
        : value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value;

    private static object? ReadMoment(string text) =>
        DateTimeOffset.TryParse(text, Culture, DateTimeStyles.AssumeUniversal, out var value) && NamesYear(text) ? value : null;

    // DateTime completes a day without a year, or a time without a day, from the current date.
    private static bool NamesYear(string text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            digits = char.IsAsciiDigit(character) ? digits + 1 : 0;
            if (digits == 4 || character == ':')
                break;
        }

        return digits == 4;
    }
}
