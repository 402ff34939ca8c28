using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tango.Formats.Json;
using Tango.Graph.InMemory;
using Tango.Parameters;

namespace Tango.Identity;

/// <summary>
/// Encodes objects of the running program: arrays of single values item by item, other objects as their JSON in a declaration. The encoding is the same as that of the declared
/// value.
/// </summary>
internal static class InMemoryEncoder
{
    // Distinguishes objects whose JSON does not contain their type.
    private const string TypeMember = "$type";

    // The same options as for declarations; values that JSON would represent incompletely cause an exception.
    private static readonly JsonSerializerOptions Options = new(ArgumentJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ValueFidelity.Watch } },
    };

    /// <summary>Writes a value.</summary>
    /// <exception cref="ResultNotStorableException">JSON cannot represent it completely.</exception>
    public static void Write(CanonicalWriter writer, ArgumentValue.InMemory inMemory)
    {
        if (inMemory is { Value: Array items, Type.Kind: ParameterKind.List })
            WriteItems(writer, items);
        else
            WriteObject(writer, inMemory);
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
                    writer.WriteScalar(item);

                break;
        }
    }

    private static void WriteFloats<T>(CanonicalWriter writer, T[] numbers)
        where T : System.Numerics.IFloatingPoint<T>
    {
        foreach (var number in numbers)
            writer.WriteFloat(double.CreateTruncating(number));
    }

    private static void WriteObject(CanonicalWriter writer, ArgumentValue.InMemory inMemory)
    {
        var type = inMemory.Value.GetType();
        var declared = inMemory.Type is { } known && known.Name.FullName != "System.Object" ? InMemoryTypes.Find(type, known.Name) ?? type : type;
        var isPolymorphic = declared != type && Options.GetTypeInfo(declared).PolymorphismOptions is not null;
        using var json = JsonSerializer.SerializeToDocument(inMemory.Value, isPolymorphic ? declared : type, Options);
        JsonEncoder.Write(writer, json.RootElement, declared != type && !isPolymorphic ? KeyValuePair.Create(TypeMember, type.FullName!) : null);
    }
}
