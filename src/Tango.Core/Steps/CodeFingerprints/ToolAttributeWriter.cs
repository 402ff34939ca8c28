using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes the attributes of a type and of its members that are meant for compilers and debuggers, for code that reads them.</summary>
internal static class ToolAttributeWriter
{
    internal static void Write(CodeWriter writer, DefinedType type)
    {
        var file = type.Assembly;
        var reader = file.Reader;
        Write(writer, file, default, type.Definition.GetCustomAttributes());
        foreach (var method in type.Definition.GetMethods().Select(reader.GetMethodDefinition).Where(method => !GeneratedNames.HasOrdinal(reader.GetString(method.Name))))
        {
            Write(writer, file, method.Name, method.GetCustomAttributes());
            foreach (var parameter in method.GetParameters().Select(reader.GetParameter))
                Write(writer, file, parameter.Name, parameter.GetCustomAttributes());
        }

        foreach (var field in type.Definition.GetFields().Select(reader.GetFieldDefinition).Where(field => !GeneratedNames.HasOrdinal(reader.GetString(field.Name))))
            Write(writer, file, field.Name, field.GetCustomAttributes());

        foreach (var property in type.Definition.GetProperties().Select(reader.GetPropertyDefinition))
            Write(writer, file, property.Name, property.GetCustomAttributes());

        foreach (var happening in type.Definition.GetEvents().Select(reader.GetEventDefinition))
            Write(writer, file, happening.Name, happening.GetCustomAttributes());
    }

    private static void Write(CodeWriter writer, AssemblyImage file, StringHandle name, CustomAttributeHandleCollection attributes)
    {
        writer.Text.Write(name.IsNil ? "" : file.Reader.GetString(name));
        AttributeWriter.Write(writer, file, attributes, AttributeAudience.Tools);
    }
}
