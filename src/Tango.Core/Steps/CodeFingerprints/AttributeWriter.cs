using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes custom attributes with their values; those that only compilers and debuggers read are left out.</summary>
internal static class AttributeWriter
{
    internal static void Write(CodeWriter writer, AssemblyImage file, CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var attribute = file.Reader.GetCustomAttribute(handle);
            var type = file.SignatureOf(file.TypeOf(attribute));
            if (type.Definition is { } name && !IsForTools(name.FullName))
            {
                writer.Text.Write('@');
                writer.WriteMethod(file, attribute.Constructor, CodeNodeKind.Serialized);
                WriteValues(writer, file, attribute);
            }
        }
    }

    private static bool IsForTools(string name) => name switch
    {
        "System.Runtime.CompilerServices.RequiredMemberAttribute" or "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute" => false,
        _ => name.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
            || name.StartsWith("System.Diagnostics.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
            || name is "System.ParamArrayAttribute" or "System.ObsoleteAttribute",
    };

    // The raw value would hold the version of the assembly of every type and enumeration it names.
    private static void WriteValues(CodeWriter writer, AssemblyImage file, CustomAttribute attribute)
    {
        CustomAttributeValue<TypeSignature> value;
        try
        {
            value = file.Decode(attribute);
        }
        catch (BadImageFormatException)
        {
            // An enumeration of an assembly nobody gave: the bytes are less stable, but they still tell values apart.
            writer.Text.Write(file.Reader.GetBlobBytes(attribute.Value));
            return;
        }

        foreach (var argument in value.FixedArguments)
        {
            WriteValue(writer, argument.Type, argument.Value);
        }

        foreach (var argument in value.NamedArguments)
        {
            writer.Text.Write(argument.Name ?? "");
            WriteValue(writer, argument.Type, argument.Value);
        }
    }

    private static void WriteValue(CodeWriter writer, TypeSignature type, object? value)
    {
        writer.WriteType(type, null);
        switch (value)
        {
            case null:
                writer.Text.Write('0');
                break;
            case TypeSignature named:
                writer.WriteType(named, CodeNodeKind.Reflected);
                break;
            case ImmutableArray<CustomAttributeTypedArgument<TypeSignature>> elements:
                writer.Text.Write(elements.Length);
                foreach (var element in elements)
                {
                    WriteValue(writer, element.Type, element.Value);
                }

                break;
            default:
                writer.Text.Write(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }
}
