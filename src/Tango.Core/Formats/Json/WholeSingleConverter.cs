using System.Text.Json;

namespace Tango.Formats.Json;

/// <summary>See <see cref="WholeFloatConverter{T}"/>.</summary>
internal sealed class WholeSingleConverter(bool asString = false) : WholeFloatConverter<float>(asString)
{
    protected override float ReadNumber(ref Utf8JsonReader reader) => reader.GetSingle();

    protected override void WriteNumber(Utf8JsonWriter writer, float value) => writer.WriteNumberValue(value);

    protected override ulong BitsOf(float value) => BitConverter.SingleToUInt32Bits(value);

    protected override float FromBits(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);
}
