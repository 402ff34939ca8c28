using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tango.Cli.Output;

/// <summary>Writes the JSON of a command.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value with a line end.</summary>
    public static void Write(TextWriter writer, JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            node.WriteTo(json);

        writer.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>A list.</summary>
    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> toNode) => new([.. items.Select(toNode)]);

    /// <summary>An object of numbers; those that JSON does not have are texts, as in run records.</summary>
    public static JsonObject Metrics(IReadOnlyDictionary<string, double> metrics)
    {
        var json = new JsonObject();
        foreach (var (name, value) in metrics)
            json[name] = Number(value);

        return json;
    }

    /// <summary>A number.</summary>
    public static JsonNode Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
