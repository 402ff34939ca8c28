using System.Reflection;
using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>
/// Writes the parts of a type that affect how its objects are serialized: attributes, properties, fields, the names of constructor parameters. The types of its members are
/// reached as serialized too.
/// </summary>
internal static class SerializedShapeWriter
{
    internal static void Write(CodeWriter writer, DefinedType type)
    {
        var file = type.Assembly;
        writer.Text.Write((int)(type.Definition.Attributes & TypeAttributes.VisibilityMask));
        AttributeWriter.Write(writer, file, type.Definition.GetCustomAttributes());
        TypeShapeWriter.WriteBases(writer, type, CodeNodeKind.Serialized);
        foreach (var handle in type.Definition.GetProperties())
            WriteProperty(writer, file, file.Reader.GetPropertyDefinition(handle));

        foreach (var handle in type.Definition.GetFields())
            WriteField(writer, file, file.Reader.GetFieldDefinition(handle));

        foreach (var handle in type.Definition.GetMethods())
            WriteConstructor(writer, file, handle);
    }

    private static void WriteProperty(CodeWriter writer, AssemblyImage file, PropertyDefinition property)
    {
        var accessors = property.GetAccessors();
        if (IsStatic(file, accessors))
            return;

        writer.Text.Write('p');
        writer.Text.Write(file.Reader.GetString(property.Name));
        writer.WriteType(property.DecodeSignature(file.Signatures, null).ReturnType, CodeNodeKind.Serialized);
        AttributeWriter.Write(writer, file, property.GetCustomAttributes());
        WriteAccessor(writer, file, accessors.Getter);
        WriteAccessor(writer, file, accessors.Setter);
    }

    private static bool IsStatic(AssemblyImage file, PropertyAccessors accessors)
    {
        var any = accessors.Getter.IsNil ? accessors.Setter : accessors.Getter;
        return any.IsNil || (file.Reader.GetMethodDefinition(any).Attributes & MethodAttributes.Static) != 0;
    }

    private static void WriteAccessor(CodeWriter writer, AssemblyImage file, MethodDefinitionHandle handle)
    {
        if (!handle.IsNil)
        {
            var accessor = file.Reader.GetMethodDefinition(handle);
            writer.Text.Write((int)(accessor.Attributes & MethodAttributes.MemberAccessMask));
            writer.WriteType(file.SignatureOf(accessor).ReturnType, null);
            writer.Reach(file, handle);
        }
    }

    private static void WriteField(CodeWriter writer, AssemblyImage file, FieldDefinition field)
    {
        if ((field.Attributes & FieldAttributes.Static) == 0)
        {
            writer.Text.Write('f');
            writer.Text.Write((int)(field.Attributes & (FieldAttributes.FieldAccessMask | FieldAttributes.InitOnly)));
            writer.Text.Write(file.Reader.GetString(field.Name));
            writer.WriteType(field.DecodeSignature(file.Signatures, null), CodeNodeKind.Serialized);
            AttributeWriter.Write(writer, file, field.GetCustomAttributes());
        }
    }

    private static void WriteConstructor(CodeWriter writer, AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        if (!file.Reader.StringComparer.Equals(method.Name, ".ctor"))
            return;

        writer.Text.Write('c');
        writer.Text.Write((int)(method.Attributes & MethodAttributes.MemberAccessMask));
        writer.WriteSignature(file.SignatureOf(method));
        AttributeWriter.Write(writer, file, method.GetCustomAttributes());
        foreach (var parameter in method.GetParameters().Select(file.Reader.GetParameter))
        {
            writer.Text.Write(file.Reader.GetString(parameter.Name));
            WriteDefault(writer, file, parameter);
            AttributeWriter.Write(writer, file, parameter.GetCustomAttributes());
        }

        writer.Reach(file, handle);
    }

    // A constructor's default is used for a member that is missing in the file.
    private static void WriteDefault(CodeWriter writer, AssemblyImage file, Parameter parameter)
    {
        if (!parameter.GetDefaultValue().IsNil)
            writer.Text.Write(file.Reader.GetBlobBytes(file.Reader.GetConstant(parameter.GetDefaultValue()).Value));
    }
}
