using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Tango.Formats.Json;

/// <summary>See <see cref="WholeFloatConverter{T}"/>.</summary>
internal sealed class WholeHalfConverter(bool asString = false) : WholeFloatConverter<Half>(asString)
{
    // A conversion from double would round twice.
    protected override Half ReadNumber(ref Utf8JsonReader reader) =>
        Half.TryParse(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("Not a number.");

    protected override void WriteNumber(Utf8JsonWriter writer, Half value) => writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);

    protected override ulong BitsOf(Half value) => BitConverter.HalfToUInt16Bits(value);

    protected override Half FromBits(ulong bits) => BitConverter.UInt16BitsToHalf((ushort)bits);
}
