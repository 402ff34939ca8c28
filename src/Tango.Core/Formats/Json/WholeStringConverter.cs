using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tango.Formats.Json;

/// <summary>Strings; half of a surrogate pair is an error, because JSON writers silently replace it with U+FFFD.</summary>
internal sealed class WholeStringConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Whole(value));

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Whole(value));

    internal static string Whole(string value)
    {
        if (HasHalfPair(value))
        {
            throw new ResultNotStorableException(
                "a string has half a surrogate pair, which JSON cannot hold. Store such data as byte[], or correct the text.");
        }

        return value;
    }

    internal static bool HasHalfPair(ReadOnlySpan<char> value)
    {
        // Vectorized; most strings have no surrogates, so the loop does not run.
        for (var i = value.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;

            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                return true;

            i++;
        }

        return false;
    }
}
