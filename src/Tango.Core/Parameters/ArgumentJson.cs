using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tango.Parameters;

/// <summary>How JSON that people write in declarations becomes objects: forgiving where that cannot be misunderstood.</summary>
internal static class ArgumentJson
{
    // Deeper than anybody writes by hand, and shallow enough to be followed on every stack.
    public const int MaxDepth = 512;

    /// <summary>What to do about JSON that is nested deeper.</summary>
    public static string TooDeep { get; } =
        $"It is nested more than {MaxDepth} levels deep. Give the steps in it names of their own, and refer to them: {{\"ref\": \"NAME\"}}.";

    /// <summary>How a document is read.</summary>
    public static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = MaxDepth };

    public static JsonSerializerOptions Options { get; } = new()
    {
        MaxDepth = MaxDepth,
        PropertyNameCaseInsensitive = true,
        IncludeFields = true,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A node as an element; null when it is nested too deep.</summary>
    /// <param name="node">The node.</param>
    public static JsonElement? ToElement(JsonNode? node)
    {
        try
        {
            return JsonSerializer.SerializeToElement(node, Options);
        }
        catch (JsonException)
        {
            // A node holds nothing else that could not be written.
            return null;
        }
    }
}
