using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tango.Parameters;

/// <summary>How JSON in declarations is read: tolerant where it is unambiguous.</summary>
internal static class ArgumentJson
{
    // Deeper than any JSON written by hand, and shallow enough for recursion on every stack.
    public const int MaxDepth = 512;

    /// <summary>The message about JSON that is nested more deeply.</summary>
    public static string TooDeep { get; } =
        $"It is nested more than {MaxDepth} levels deep. Give the steps in it names of their own, and refer to them: {{\"ref\": \"NAME\"}}.";

    /// <summary>The options for reading a document.</summary>
    public static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>Parses text.</summary>
    /// <exception cref="JsonException">It is not JSON, or contains half of a surrogate pair.</exception>
    public static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, DocumentOptions);
        }
        catch (ArgumentException exception)
        {
            throw new JsonException("It contains half of a surrogate pair, which is not valid text.", exception);
        }
    }

    public static JsonSerializerOptions Options { get; } = new()
    {
        MaxDepth = MaxDepth,
        PropertyNameCaseInsensitive = true,
        IncludeFields = true,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A node as an element; null if it is nested too deeply.</summary>
    public static JsonElement? ToElement(JsonNode? node)
    {
        try
        {
            return JsonSerializer.SerializeToElement(node, Options);
        }
        catch (JsonException)
        {
            // Nothing else in a node can fail to be written.
            return null;
        }
    }
}
