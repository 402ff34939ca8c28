using System.Text;
using System.Text.Json;
using Tango.Parameters;

namespace Tango.Graph.Binding;

/// <summary>A text that is equal for equal JSON: members in ordinal order, no white space. Used to find equal inline steps.</summary>
internal static class InlineStepKey
{
    public static string Compute(JsonElement json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { MaxDepth = ArgumentJson.MaxDepth }))
            Write(json, writer);

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // The depth of declarations is limited, so recursion is bounded.
    private static void Write(JsonElement json, Utf8JsonWriter writer)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    Write(item, writer);

                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
