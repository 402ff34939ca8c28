using System.Globalization;
using System.Numerics;

namespace Tango.Parameters;

/// <summary>Reads single values from text by their declared type, with the invariant culture whatever the machine's is.</summary>
internal static class ScalarReader
{
    /// <summary>Reads a value of one of the single-valued kinds.</summary>
    /// <param name="type">The declared type.</param>
    /// <param name="text">The text; white space around anything but text and characters is of no account.</param>
    public static Conversion Read(ParameterType type, string text)
    {
        if (type.Kind == ParameterKind.Text)
        {
            return Conversion.OfScalar(text);
        }

        if (type.Kind == ParameterKind.Character)
        {
            return text.Length == 1 ? Conversion.OfScalar(text[0]) : Conversion.Fail("Write exactly one character.");
        }

        var trimmed = text.Trim();
        if (type.IsNullable && (trimmed.Length == 0 || trimmed == "null"))
        {
            return Conversion.Of(ArgumentValue.Null.Instance);
        }

        return ReadTrimmed(type, trimmed);
    }

    private static Conversion ReadTrimmed(ParameterType type, string text) => type.Kind switch
    {
        ParameterKind.Boolean => Boolean(text),
        ParameterKind.Integer => Integer(type.Name, text),
        ParameterKind.Float => Float(type.Name, text),
        ParameterKind.Decimal => Decimal(text),
        ParameterKind.Enumeration => EnumerationReader.Read(type, text),
        _ => Other(type.Kind, text),
    };

    private static Conversion Boolean(string text) =>
        bool.TryParse(text, out var value) ? Conversion.OfScalar(value) : Conversion.Fail("Write true or false.");

    private static Conversion Integer(TypeName type, string text)
    {
        var (least, most) = IntegerRange.Of(type.FullName);
        if (!long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var small))
        {
            return BigInteger.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var big)
                ? InRange(big, least, most)
                : Conversion.Fail("Write a whole number, e.g. 42.");
        }

        return InRange(small, least, most);
    }

    private static Conversion InRange(BigInteger value, BigInteger? least, BigInteger? most)
    {
        if (value < least || value > most)
        {
            return Conversion.Fail($"It must lie between {least} and {most}.");
        }

        return Conversion.OfScalar(Narrow(value));
    }

    // The first of long, ulong and BigInteger that holds the value: equal integers are equal objects whatever their declared width.
    private static object Narrow(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return (long)value;
        }

        return value.Sign > 0 && value <= ulong.MaxValue ? (ulong)value : (object)value;
    }

    private static Conversion Float(TypeName type, string text)
    {
        const NumberStyles Style = NumberStyles.Float;
        var culture = CultureInfo.InvariantCulture;
        bool read;
        double value;
        switch (type.FullName)
        {
            case "System.Single":
                read = float.TryParse(text, Style, culture, out var single);
                value = single;
                break;
            case "System.Half":
                read = Half.TryParse(text, Style, culture, out var half);
                value = (double)half;
                break;
            default:
                read = double.TryParse(text, Style, culture, out value);
                break;
        }

        if (!read)
        {
            return Conversion.Fail("Write a number with a point, e.g. 0.25; separators of thousands and decimal commas are not read.");
        }

        // The framework reads what is too large as infinity, which is another number than was written.
        return double.IsInfinity(value) && text.AsSpan().IndexOfAnyInRange('0', '9') >= 0
            ? Conversion.Fail($"It is too large for {type}.")
            : Conversion.OfScalar(value);
    }

    private static Conversion Decimal(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Conversion.OfScalar(value)
            : Conversion.Fail("Write a number with a point, e.g. 0.25.");

    private static Conversion Other(ParameterKind kind, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return kind switch
        {
            ParameterKind.DateTime => Parsed(
                DateTime.TryParse(text, culture, DateTimeStyles.RoundtripKind, out var time) && NamesYear(text), Universal(time), "2026-01-31T12:00:00Z"),
            ParameterKind.DateTimeOffset => Parsed(
                DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var moment) && NamesYear(text), moment, "2026-01-31T12:00:00+01:00"),
            ParameterKind.Date => Parsed(DateOnly.TryParse(text, culture, out var date) && NamesYear(text), date, "2026-01-31"),
            ParameterKind.TimeOfDay => Parsed(TimeOnly.TryParse(text, culture, out var timeOfDay), timeOfDay, "12:30:00"),
            ParameterKind.Duration => Parsed(TimeSpan.TryParse(text, culture, out var duration), duration, "00:10:00"),
            ParameterKind.Guid => Parsed(Guid.TryParse(text, out var guid), guid, "0f8fad5b-d9cb-469f-a165-70867728950e"),
            ParameterKind.Uri => Parsed(Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri), uri!, "https://example.org/data"),
            ParameterKind.Version => Parsed(Version.TryParse(text, out var version), version!, "1.2.3"),
            _ => throw new InvalidOperationException($"{kind} is not read from a single text."),
        };
    }

    // Without its year, a day is another one next year; without its day, a time is another one tomorrow.
    private static bool NamesYear(string text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            digits = char.IsAsciiDigit(character) ? digits + 1 : 0;
            if (digits == 4 || character == ':')
            {
                break;
            }
        }

        return digits == 4;
    }

    // A time with an offset is read as local, which is another value on a machine in another time zone.
    private static DateTime Universal(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;

    private static Conversion Parsed(bool read, object value, string example) =>
        read ? Conversion.OfScalar(value) : Conversion.Fail($"Write it like {example}.");
}
