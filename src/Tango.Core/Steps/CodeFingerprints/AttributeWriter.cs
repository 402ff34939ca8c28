using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes custom attributes with their values; leaves out those that only compilers and debuggers read.</summary>
internal static class AttributeWriter
{
    private const string StepAttribute = "Tango.StepAttribute";

    /// <summary>Writes attributes.</summary>
    /// <param name="file">The assembly that contains them.</param>
    /// <param name="wanted">The type of attribute that is read; null for any.</param>
    internal static void Write(
        CodeWriter writer,
        AssemblyImage file,
        CustomAttributeHandleCollection attributes,
        AttributeAudience audience = AttributeAudience.Serializers,
        TypeSignature.Named? wanted = null)
    {
        foreach (var handle in attributes)
        {
            var attribute = file.Reader.GetCustomAttribute(handle);
            var type = file.SignatureOf(file.TypeOf(attribute));
            if (type.Definition is { } name && (wanted is null ? IsFor(name.FullName, audience) : IsOf(writer, type, wanted)))
            {
                writer.Text.Write('@');
                writer.WriteMethod(file, attribute.Constructor, CodeNodeKind.Serialized);
                WriteValues(writer, file, attribute);
            }
        }
    }

    private static bool IsOf(CodeWriter writer, TypeSignature type, TypeSignature.Named wanted)
    {
        for (var next = type; next is not null; next = writer.Project(next)?.Base)
        {
            if (next.IsNamed(wanted.FullName))
                return true;
        }

        return false;
    }

    /// <summary>Whether an attribute is left out unless code reads such attributes.</summary>
    internal static bool IsForTools(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) && IsForTools(name, AttributeAudience.Reflection) && name != StepAttribute;

    private static bool IsFor(string name, AttributeAudience audience) => audience == AttributeAudience.Tools
        ? IsForTools(name) && !IsTheCompilers(name)
        : !IsForTools(name, audience);

    // Attributes that the compiler adds: most of them change with code that is unrelated to the member.
    private static bool IsTheCompilers(string name) =>
        name.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
        && (name.EndsWith("StateMachineAttribute", StringComparison.Ordinal)
            || name is "System.Runtime.CompilerServices.CompilerGeneratedAttribute"
                or "System.Runtime.CompilerServices.NullableAttribute" or "System.Runtime.CompilerServices.NullableContextAttribute");

    private static bool IsForTools(string name, AttributeAudience audience) => name switch
    {
        // The id contains the values of this attribute in another form.
        StepAttribute => true,
        "System.ObsoleteAttribute" or "System.ParamArrayAttribute" => audience == AttributeAudience.Serializers,
        "System.Runtime.CompilerServices.RequiredMemberAttribute" or "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute" => false,
        _ => name.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
            || (name.StartsWith("System.Diagnostics.", StringComparison.Ordinal) && !name.StartsWith("System.Diagnostics.Tracing.", StringComparison.Ordinal))
            || name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal),
    };

    // The raw value would contain the assembly version of every type and enumeration in it.
    private static void WriteValues(CodeWriter writer, AssemblyImage file, CustomAttribute attribute)
    {
        CustomAttributeValue<TypeSignature> value;
        try
        {
            value = file.Decode(attribute);
        }
        catch (BadImageFormatException)
        {
            // An enumeration of an unknown assembly: the bytes are less stable, but they still distinguish values.
            writer.Text.Write(file.Reader.GetBlobBytes(attribute.Value));
            return;
        }

        foreach (var argument in value.FixedArguments)
            WriteValue(writer, argument.Type, argument.Value);

        foreach (var argument in value.NamedArguments)
        {
            writer.Text.Write(argument.Name ?? "");
            WriteValue(writer, argument.Type, argument.Value);
        }
    }

    private static void WriteValue(CodeWriter writer, TypeSignature type, object? value)
    {
        // Code may read the names of an enumeration's members, wherever its value comes from.
        writer.WriteType(type, CodeNodeKind.Constructed);
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
                    WriteValue(writer, element.Type, element.Value);

                break;
            default:
                writer.Text.Write(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }
}
