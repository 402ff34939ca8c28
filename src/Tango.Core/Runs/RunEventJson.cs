using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tango.Runs;

/// <summary>Turns events into one line of JSON each, and back.</summary>
public static class RunEventJson
{
    /// <summary>Writes an event as UTF-8 JSON without a line break.</summary>
    /// <param name="runEvent">The event.</param>
    public static byte[] Write(RunEvent runEvent) =>
        JsonSerializer.SerializeToUtf8Bytes(runEvent, RunEventJsonContext.Default.RunEvent);

    /// <summary>Reads an event.</summary>
    /// <param name="line">What <see cref="Write"/> gave.</param>
    /// <exception cref="JsonException">It is not an event.</exception>
    public static RunEvent Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunEventJsonContext.Default.RunEvent)
                ?? throw new JsonException("An event cannot be null.");
        }
        catch (NotSupportedException exception)
        {
            // What the serializer says of an object that does not tell which event it is.
            throw new JsonException(exception.Message, exception);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunEvent))]
internal sealed partial class RunEventJsonContext : JsonSerializerContext;
