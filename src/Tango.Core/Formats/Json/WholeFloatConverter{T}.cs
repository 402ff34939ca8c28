using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tango.Formats.Json;

/// <summary>
/// Floating-point numbers with all bits, as values and as keys. The text of a number does not contain the bits of a NaN, so all but .NET's default NaN are written as in C:
/// <c>NaN(0x7ff8000000000001)</c>.
/// </summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal abstract class WholeFloatConverter<T> : JsonConverter<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private const string NaN = "NaN";
    private const string Infinity = "Infinity";
    private const string BitsBegin = "NaN(0x";

    private readonly bool _asString;

    /// <param name="asString">Whether numbers are written as strings, for <see cref="JsonNumberHandling.WriteAsString"/>.</param>
    protected WholeFloatConverter(bool asString) => _asString = asString;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : ReadNumber(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (_asString || !T.IsFinite(value))
            writer.WriteStringValue(Format(value));
        else
            WriteNumber(writer, value);
    }

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(Format(value));

    /// <summary>Reads a finite number.</summary>
    protected abstract T ReadNumber(ref Utf8JsonReader reader);

    /// <summary>Writes a finite number.</summary>
    protected abstract void WriteNumber(Utf8JsonWriter writer, T value);

    /// <summary>The bits of a number.</summary>
    protected abstract ulong BitsOf(T value);

    /// <summary>The number with the given bits.</summary>
    protected abstract T FromBits(ulong bits);

    private string Format(T value)
    {
        if (T.IsNaN(value))
        {
            var bits = BitsOf(value);
            return bits == BitsOf(T.NaN) ? NaN : $"{BitsBegin}{bits.ToString($"x{2 * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()}", CultureInfo.InvariantCulture)})";
        }

        return T.IsInfinity(value) ? T.IsNegative(value) ? "-" + Infinity : Infinity : value.ToString(null, CultureInfo.InvariantCulture);
    }

    private T Parse(string text)
    {
        if (text.StartsWith(BitsBegin, StringComparison.Ordinal) && text.EndsWith(')')
            && ulong.TryParse(text.AsSpan(BitsBegin.Length..^1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
        {
            return FromBits(bits);
        }

        return T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new JsonException($"'{text}' is not a number.");
    }
}
