using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tango.Parameters;

/// <summary>How JSON that people write in declarations becomes objects: forgiving where that cannot be misunderstood.</summary>
internal static class ArgumentJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNameCaseInsensitive = true,
        IncludeFields = true,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };
}
