using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tango.Formats;
using Tango.Graph;
using Tango.Parameters;

namespace Tango.Identity;

/// <summary>
/// Encodes objects of the running program: arrays of single values item by item, anything else as the JSON that a declaration would give for it. Equal to the encoding
/// of the same value declared.
/// </summary>
internal static class LiveEncoder
{
    // Tells objects apart whose JSON does not say what they are.
    private const string TypeMember = "$type";

    // Written as people write declarations; what JSON would leave out stops the encoding.
    private static readonly JsonSerializerOptions Options = new(ArgumentJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ValueFidelity.Watch } },
    };

    /// <summary>Writes a value.</summary>
    /// <param name="writer">Takes the encoding.</param>
    /// <param name="live">The value.</param>
    /// <exception cref="ResultNotStorableException">Its JSON would not carry all of it.</exception>
    public static void Write(CanonicalWriter writer, ArgumentValue.Live live)
    {
        if (live is { Value: Array items, Type.Kind: ParameterKind.List })
        {
            WriteItems(writer, items);
        }
        else
        {
            WriteObject(writer, live);
        }
    }

    private static void WriteItems(CanonicalWriter writer, Array items)
    {
        writer.BeginList(items.Length);
        switch (items)
        {
            case int[] numbers: writer.WriteIntegers<int>(numbers); break;
            case long[] numbers: writer.WriteIntegers<long>(numbers); break;
            case byte[] numbers: writer.WriteIntegers<byte>(numbers); break;
            case double[] numbers: WriteFloats(writer, numbers); break;
            case float[] numbers: WriteFloats(writer, numbers); break;
            default:
                foreach (var item in items)
                {
                    writer.WriteScalar(item);
                }

                break;
        }
    }

    private static void WriteFloats<T>(CanonicalWriter writer, T[] numbers)
        where T : System.Numerics.IFloatingPoint<T>
    {
        foreach (var number in numbers)
        {
            writer.WriteFloat(double.CreateTruncating(number));
        }
    }

    private static void WriteObject(CanonicalWriter writer, ArgumentValue.Live live)
    {
        var type = live.Value.GetType();
        var declared = live.Type is { } known && known.Name.FullName != "System.Object" ? LiveTypes.Find(type, known.Name) ?? type : type;
        var isPolymorphic = declared != type && Options.GetTypeInfo(declared).PolymorphismOptions is not null;
        using var json = JsonSerializer.SerializeToDocument(live.Value, isPolymorphic ? declared : type, Options);
        JsonEncoder.Write(writer, json.RootElement, declared != type && !isPolymorphic ? KeyValuePair.Create(TypeMember, type.FullName!) : null);
    }
}
