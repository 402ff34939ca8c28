using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tango.Formats.Json;

/// <summary>Decimals with the sign of zero, which .NET does not format: <c>-0.0</c> and <c>0.0</c> are different values, e.g. after a conversion to <c>double</c>.</summary>
internal sealed class WholeDecimalConverter(bool asString = false) : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : reader.GetDecimal();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        if (asString)
            writer.WriteStringValue(Format(value));
        else if (IsNegativeZero(value))
            writer.WriteRawValue(Format(value), skipInputValidation: true);
        else
            writer.WriteNumberValue(value);
    }

    public override decimal ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WritePropertyName(Format(value));

    private static bool IsNegativeZero(decimal value) => decimal.IsNegative(value) && value == 0;

    private static string Format(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return IsNegativeZero(value) ? "-" + text : text;
    }

    private static decimal Parse(string text) =>
        !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? throw new JsonException($"'{text}' is not a number.")
            : text.StartsWith('-') && !decimal.IsNegative(value) ? -value
            : value;
}
