using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tango.Parameters;

namespace Tango.Execution;

/// <summary>Writes a step's arguments as one JSON object, as people expect to read them.</summary>
internal sealed class NamedArgumentsJsonConverter : JsonConverter<ImmutableArray<KeyValuePair<string, ArgumentValue>>>
{
    public override ImmutableArray<KeyValuePair<string, ArgumentValue>> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return [.. document.RootElement.EnumerateObject()
            .Select(property => KeyValuePair.Create(property.Name, ArgumentValueJson.Read(property.Value)))];
    }

    public override void Write(
        Utf8JsonWriter writer,
        ImmutableArray<KeyValuePair<string, ArgumentValue>> value,
        JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, argument) in value)
        {
            writer.WritePropertyName(name);
            ArgumentValueJson.Write(writer, argument);
        }

        writer.WriteEndObject();
    }
}
