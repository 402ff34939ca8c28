using System.Text.Json;

namespace Tango.Formats.Json;

/// <summary>See <see cref="WholeFloatConverter{T}"/>.</summary>
internal sealed class WholeDoubleConverter(bool asString = false) : WholeFloatConverter<double>(asString)
{
    protected override double ReadNumber(ref Utf8JsonReader reader) => reader.GetDouble();

    protected override void WriteNumber(Utf8JsonWriter writer, double value) => writer.WriteNumberValue(value);

    protected override ulong BitsOf(double value) => BitConverter.DoubleToUInt64Bits(value);

    protected override double FromBits(ulong bits) => BitConverter.UInt64BitsToDouble(bits);
}
