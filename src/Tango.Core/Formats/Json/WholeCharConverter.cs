using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tango.Formats.Json;

/// <summary>Characters; half of a surrogate pair is an error, see <see cref="WholeStringConverter"/>.</summary>
internal sealed class WholeCharConverter : JsonConverter<char>
{
    public override char Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Single(reader.GetString());

    public override void Write(Utf8JsonWriter writer, char value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WholeStringConverter.Whole(value.ToString()));

    public override char ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Single(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, char value, JsonSerializerOptions options) =>
        writer.WritePropertyName(WholeStringConverter.Whole(value.ToString()));

    private static char Single(string? text) => text is { Length: 1 } ? text[0] : throw new JsonException("Not a single character.");
}
