using System.Reflection;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// Writes the parts of a type that reflection shows in addition to <see cref="SerializedShapeWriter"/>: methods, static members, events, and the attributes of all of them. Code
/// that examines an object may also examine its members' values, so their types count completely too.
/// </summary>
internal static class WholeShapeWriter
{
    // [Serializable] and [NonSerialized]: .NET marks the names of these flags as obsolete.
    private const TypeAttributes Serializable = (TypeAttributes)0x2000;
    private const FieldAttributes NotSerialized = (FieldAttributes)0x80;

    internal static void Write(CodeWriter writer, DefinedType type)
    {
        var file = type.Assembly;
        WriteAttributes(writer, file, type.Definition.GetCustomAttributes());
        writer.Text.Write((int)(type.Definition.Attributes & (TypeAttributes.Sealed | Serializable | TypeAttributes.Import | TypeAttributes.SpecialName)));
        WriteTypeParameters(writer, file, type.Definition.GetGenericParameters());
        ReachBases(writer, type);
        foreach (var handle in type.Definition.GetMethods())
            WriteMethod(writer, file, handle);

        foreach (var handle in type.Definition.GetFields())
            WriteField(writer, file, file.Reader.GetFieldDefinition(handle));

        foreach (var property in type.Definition.GetProperties().Select(file.Reader.GetPropertyDefinition))
        {
            WriteMember(writer, file, 'p', property.Name, property.GetCustomAttributes());
            writer.ReachTypes(property.DecodeSignature(file.Signatures, null).ReturnType, CodeNodeKind.Reflected);
        }

        foreach (var happening in type.Definition.GetEvents().Select(file.Reader.GetEventDefinition))
            WriteMember(writer, file, 'e', happening.Name, happening.GetCustomAttributes());
    }

    // Members and attributes are inherited.
    private static void ReachBases(CodeWriter writer, DefinedType type)
    {
        foreach (var implemented in type.Interfaces)
            writer.ReachTypes(implemented, CodeNodeKind.Reflected);

        if (type.Base is { } parent)
            writer.ReachTypes(parent, CodeNodeKind.Reflected);
    }

    private static void WriteMethod(CodeWriter writer, AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        if (GeneratedNames.HasOrdinal(file.Reader.GetString(method.Name)))
            return;

        WriteMember(writer, file, 'm', method.Name, method.GetCustomAttributes());
        writer.Text.Write((int)(method.Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static | MethodAttributes.Final | MethodAttributes.SpecialName)));
        foreach (var parameter in method.GetParameters().Select(file.Reader.GetParameter))
        {
            WriteMember(writer, file, 'a', parameter.Name, parameter.GetCustomAttributes());
            writer.Text.Write((int)(parameter.Attributes & (ParameterAttributes.In | ParameterAttributes.Out | ParameterAttributes.Optional)));
            WriteConstant(writer, file, parameter.GetDefaultValue());
        }

        WriteTypeParameters(writer, file, method.GetGenericParameters());

        writer.ReachTypes(file.SignatureOf(method).ReturnType, CodeNodeKind.Reflected);
        writer.Reach(file, handle);
    }

    private static void WriteField(CodeWriter writer, AssemblyImage file, FieldDefinition field)
    {
        if (GeneratedNames.HasOrdinal(file.Reader.GetString(field.Name)))
            return;

        WriteMember(writer, file, 'f', field.Name, field.GetCustomAttributes());
        writer.Text.Write((int)(field.Attributes & (FieldAttributes.FieldAccessMask | FieldAttributes.Static | FieldAttributes.Literal | FieldAttributes.InitOnly | NotSerialized)));
        var type = field.DecodeSignature(file.Signatures, null);
        writer.WriteType(type, null);
        writer.ReachTypes(type, CodeNodeKind.Reflected);
        WriteConstant(writer, file, field.GetDefaultValue());
    }

    private static void WriteTypeParameters(CodeWriter writer, AssemblyImage file, GenericParameterHandleCollection handles)
    {
        foreach (var parameter in handles.Select(file.Reader.GetGenericParameter))
        {
            WriteMember(writer, file, 't', parameter.Name, parameter.GetCustomAttributes());
            writer.Text.Write((int)parameter.Attributes);
            foreach (var constraint in parameter.GetConstraints().Select(file.Reader.GetGenericParameterConstraint))
                writer.WriteType(file.SignatureOf(constraint.Type), null);
        }
    }

    private static void WriteConstant(CodeWriter writer, AssemblyImage file, ConstantHandle handle)
    {
        if (!handle.IsNil)
            writer.Text.Write(file.Reader.GetBlobBytes(file.Reader.GetConstant(handle).Value));
    }

    private static void WriteMember(CodeWriter writer, AssemblyImage file, char mark, StringHandle name, CustomAttributeHandleCollection attributes)
    {
        writer.Text.Write(mark);
        writer.Text.Write(file.Reader.GetString(name));
        WriteAttributes(writer, file, attributes);
    }

    private static void WriteAttributes(CodeWriter writer, AssemblyImage file, CustomAttributeHandleCollection attributes) =>
        AttributeWriter.Write(writer, file, attributes, AttributeAudience.Reflection);
}
