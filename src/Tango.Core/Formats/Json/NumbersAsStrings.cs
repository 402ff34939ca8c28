using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>Supports <see cref="JsonNumberHandling.WriteAsString"/> with our converters: System.Text.Json applies it only to its own.</summary>
internal static class NumbersAsStrings
{
    private static readonly JsonSerializerOptions AsStrings = new()
    {
        Converters = { new WholeDoubleConverter(asString: true), new WholeSingleConverter(asString: true), new WholeHalfConverter(asString: true), new WholeDecimalConverter(asString: true) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Gives such members a converter that writes strings.</summary>
    /// <param name="contract">The contract, while it is being created.</param>
    public static void Keep(JsonTypeInfo contract)
    {
        foreach (var property in contract.Kind == JsonTypeInfoKind.Object ? contract.Properties : [])
        {
            var handling = property.NumberHandling ?? contract.NumberHandling ?? JsonNumberHandling.Strict;
            if (property.CustomConverter is null && handling.HasFlag(JsonNumberHandling.WriteAsString)
                && IsOfOurs(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
            {
                property.CustomConverter = AsStrings.GetConverter(property.PropertyType);
            }
        }
    }

    private static bool IsOfOurs(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(Half) || type == typeof(decimal);
}
