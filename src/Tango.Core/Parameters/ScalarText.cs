using System.Globalization;

namespace Tango.Parameters;

/// <summary>Formats single values of the framework as text that is parsed as an equal value, in every culture.</summary>
internal static class ScalarText
{
    /// <summary>The round-trip text of a value as in <see cref="ArgumentValue.Scalar"/>.</summary>
    public static string Format(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        Uri uri => uri.OriginalString,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
