using System.Collections.Immutable;
using System.Text.Json;

namespace Tango.Steps;

/// <summary>Metrics as a JSON object. Numbers that JSON does not have are the texts <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, as <see cref="JsonSerializer"/> writes them.</summary>
internal static class MetricsJson
{
    private const string Property = "metrics";
    private const string NotANumber = "NaN";
    private const string Infinity = "Infinity";
    private const string NegativeInfinity = "-Infinity";

    /// <summary>Writes the property, unless there are no metrics.</summary>
    public static void WriteIfAny(Utf8JsonWriter json, IReadOnlyDictionary<string, double> metrics)
    {
        if (metrics.Count == 0)
            return;

        json.WriteStartObject(Property);
        foreach (var (name, value) in metrics)
        {
            if (double.IsFinite(value))
                json.WriteNumber(name, value);
            else
                json.WriteString(name, double.IsNaN(value) ? NotANumber : value > 0 ? Infinity : NegativeInfinity);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads the property of an object; empty if it has none.</summary>
    /// <exception cref="FormatException">A value is no number.</exception>
    /// <exception cref="InvalidOperationException">The property is no object.</exception>
    public static ImmutableSortedDictionary<string, double> Read(JsonElement owner) => owner.TryGetProperty(Property, out var metrics)
        ? StepMetrics.None.SetItems(metrics.EnumerateObject().Select(metric => KeyValuePair.Create(metric.Name, Value(metric.Value))))
        : StepMetrics.None;

    private static double Value(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        NotANumber => double.NaN,
        Infinity => double.PositiveInfinity,
        NegativeInfinity => double.NegativeInfinity,
        var text => throw new FormatException($"'{text}' is no number."),
    };
}
