using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>The options for results as JSON that are equal after reading.</summary>
internal static class ResultJson
{
    // Deeper than any sensible result; a cycle ends here. System.Text.Json needs 2.5 to 4 kB of stack per level, most with code that the JIT compiler has optimized again. This
    // depth uses two thirds of the 1.5 MB that .NET gives threads on Windows, macOS and musl.
    private const int MaxDepth = 256;

    private static readonly ConcurrentDictionary<Type, JsonTypeInfo> Contracts = new();

    /// <summary>Fields are included, and NaN is allowed; values that would lose something cause an exception (<see cref="ValueFidelity"/>).</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        MaxDepth = MaxDepth,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new WholeStringConverter(), new WholeCharConverter(), new WholeDoubleConverter(), new WholeSingleConverter(), new WholeHalfConverter(), new WholeDecimalConverter(),
        },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { EndlessTypes.Refuse, NumbersAsStrings.Keep, Discriminators.Require, ValueFidelity.Watch } },
    };

    /// <summary>The same for a separate writer.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    /// <summary>The contract of a type that <see cref="JsonFidelity"/> has not examined.</summary>
    /// <exception cref="NotSupportedException">JSON cannot represent it.</exception>
    public static JsonTypeInfo ContractOf(Type type) => Contracts.GetOrAdd(type, static type => LargeStack.Run(() => Options.GetTypeInfo(type)));

    /// <summary>The type whose contract is used.</summary>
    /// <param name="type">The declared type of the step's result.</param>
    public static Type StoredType(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>The error for an exception of System.Text.Json.</summary>
    /// <param name="type">The declared type of the step's result.</param>
    public static ResultNotStorableException NotStorable(Type type, Exception exception)
    {
        var why = exception is JsonException && exception.Message.Contains("cycle", StringComparison.Ordinal)
            ? $"it refers back to itself, or is nested more than {MaxDepth} levels deep. Break the cycle with [JsonIgnore], refer by key or index instead, or store it with a custom Format."
            : $"{exception.Message.TrimEnd('.')}. Return another type, or store it with a custom Format.";
        return new($"{ReadableName.Format(type)}: {why}", exception);
    }
}
