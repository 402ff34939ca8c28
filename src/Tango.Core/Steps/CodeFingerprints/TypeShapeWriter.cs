using System.Reflection;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes what of a type matters once there are objects of it: bases, interfaces, instance fields, layout; the members of an enumeration.</summary>
internal static class TypeShapeWriter
{
    private const TypeAttributes Meaningful = TypeAttributes.LayoutMask | TypeAttributes.Abstract | TypeAttributes.ClassSemanticsMask;

    internal static void Write(CodeWriter writer, DefinedType type)
    {
        var layout = type.Definition.GetLayout();
        writer.Text.Write((int)(type.Definition.Attributes & Meaningful));
        writer.Text.Write(layout.Size);
        writer.Text.Write(layout.PackingSize);
        WriteBases(writer, type, CodeNodeKind.Constructed);
        WriteFields(writer, type);
        if (EnumReader.IsEnum(type))
        {
            AttributeWriter.Write(writer, type.Assembly, type.Definition.GetCustomAttributes());
        }
    }

    internal static void WriteBases(CodeWriter writer, DefinedType type, CodeNodeKind reach)
    {
        if (type.Base is { } parent)
        {
            writer.WriteType(parent, reach);
        }

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
            {
                continue;
            }

            writer.Text.Write('f');
            writer.Text.Write(file.Reader.GetString(field.Name));
            writer.Text.Write(field.GetOffset());
            writer.WriteType(field.DecodeSignature(file.Signatures, null), null);
            if (isEnum && !field.GetDefaultValue().IsNil)
            {
                writer.Text.Write(file.Reader.GetBlobBytes(file.Reader.GetConstant(field.GetDefaultValue()).Value));
                AttributeWriter.Write(writer, file, field.GetCustomAttributes());
            }
        }
    }
}
