using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats;

/// <summary>How results become JSON and come back equal.</summary>
internal static class ResultJson
{
    // Deeper than any sensible result; a cycle ends here. System.Text.Json takes up to 2.5 kB of stack a level: the 1.5 MB that .NET gives threads on Windows, macOS and musl
    // just suffice.
    private const int MaxDepth = 512;

    /// <summary>Fields are state too, and NaN is a number; values that would lose something stop the writing (<see cref="ValueFidelity"/>).</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        MaxDepth = MaxDepth,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new WholeStringConverter(), new WholeCharConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ValueFidelity.Watch } },
    };

    /// <summary>The same for a writer of one's own.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    /// <summary>The type whose contract is used.</summary>
    /// <param name="type">The type the step declares.</param>
    public static Type StoredType(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>What System.Text.Json would not write, as the result's error.</summary>
    /// <param name="type">The type the step declares.</param>
    /// <param name="exception">What the serializer said.</param>
    public static ResultNotStorableException NotStorable(Type type, Exception exception)
    {
        var why = exception is JsonException && exception.Message.Contains("cycle", StringComparison.Ordinal)
            ? $"it refers back to itself, or is nested more than {MaxDepth} levels deep. Break the cycle with [JsonIgnore], refer by key or index instead, or store it with a Format of your own."
            : $"{exception.Message.TrimEnd('.')}. Return another type, or store it with a Format of your own.";
        return new($"{ReadableName.Of(type)}: {why}", exception);
    }
}
