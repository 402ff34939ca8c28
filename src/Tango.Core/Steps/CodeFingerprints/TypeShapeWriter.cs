using System.Reflection;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes the parts of a type that matter if it has instances: bases, interfaces, instance fields, layout; the members of an enumeration.</summary>
internal static class TypeShapeWriter
{
    private const TypeAttributes Meaningful = TypeAttributes.LayoutMask | TypeAttributes.Abstract | TypeAttributes.ClassSemanticsMask;

    internal static void Write(CodeWriter writer, DefinedType type)
    {
        var layout = type.Definition.GetLayout();
        writer.Text.Write((int)(type.Definition.Attributes & Meaningful));
        writer.Text.Write(layout.Size);
        writer.Text.Write(layout.PackingSize);
        WriteInlineArray(writer, type);
        WriteBases(writer, type, CodeNodeKind.Constructed);
        WriteFields(writer, type);
        MarshallingWriter.WriteDelegate(writer, type);
        if (EnumReader.IsEnum(type))
            AttributeWriter.Write(writer, type.Assembly, type.Definition.GetCustomAttributes());
    }

    // Its length is part of the layout.
    private static void WriteInlineArray(CodeWriter writer, DefinedType type)
    {
        if (type.Assembly.FindAttribute(type.Definition.GetCustomAttributes(), "System.Runtime.CompilerServices", "InlineArrayAttribute") is { } inline)
        {
            writer.Text.Write("inline array");
            writer.Text.Write(type.Assembly.Reader.GetBlobBytes(inline.Value));
        }
    }

    internal static void WriteBases(CodeWriter writer, DefinedType type, CodeNodeKind reach)
    {
        if (type.Base is { } parent)
            writer.WriteType(parent, reach);

        foreach (var implemented in type.Interfaces)
        {
            writer.Text.Write('I');
            writer.WriteType(implemented, CodeNodeKind.Constructed);
        }
    }

    private static void WriteFields(CodeWriter writer, DefinedType type)
    {
        var file = type.Assembly;
        var isEnum = EnumReader.IsEnum(type);
        foreach (var handle in type.Definition.GetFields())
        {
            var field = file.Reader.GetFieldDefinition(handle);
            if ((field.Attributes & FieldAttributes.Static) != 0 && !isEnum)
                continue;

            writer.Text.Write('f');
            writer.Text.Write(file.Reader.GetString(field.Name));
            writer.Text.Write(field.GetOffset());
            WriteFieldType(writer, field.DecodeSignature(file.Signatures, null));
            if (!field.GetMarshallingDescriptor().IsNil)
                MarshallingWriter.WriteDescriptor(writer, file, field.GetMarshallingDescriptor());

            if (isEnum && !field.GetDefaultValue().IsNil)
            {
                writer.Text.Write(file.Reader.GetBlobBytes(file.Reader.GetConstant(field.GetDefaultValue()).Value));
                AttributeWriter.Write(writer, file, field.GetCustomAttributes());
            }
        }
    }

    // A struct is stored inside the object: its layout is part of this one.
    private static void WriteFieldType(CodeWriter writer, TypeSignature type) =>
        writer.WriteType(type, type.Definition is { IsValueType: true } ? CodeNodeKind.Constructed : null);
}
