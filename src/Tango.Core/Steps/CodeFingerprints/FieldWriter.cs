using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes a field that an instruction refers to: its name and type, or its content where the compiler made it for a static table.</summary>
internal static class FieldWriter
{
    private static readonly (string Space, string Name)[] Storage =
    [
        ("System", "ThreadStaticAttribute"),
        ("System.Runtime.CompilerServices", "FixedAddressValueTypeAttribute"),
    ];

    /// <param name="handle">A definition or a reference.</param>
    internal static void Write(CodeWriter writer, AssemblyImage file, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            var definition = (FieldDefinitionHandle)handle;
            writer.WriteType(file.SignatureOf(file.Reader.GetFieldDefinition(definition).GetDeclaringType()), CodeNodeKind.Initialized);
            WriteDefinition(writer, file, definition);
            return;
        }

        var reference = file.Reader.GetMemberReference((MemberReferenceHandle)handle);
        var name = file.Reader.GetString(reference.Name);
        var type = file.SignatureOf(reference.Parent);
        writer.WriteType(type, CodeNodeKind.Initialized);
        if (writer.Project(type) is { } declaring && MemberLookup.Field(declaring, name) is { } field)
            WriteDefinition(writer, declaring.Assembly, field);
        else
            writer.Text.Write(name);
    }

    private static void WriteDefinition(CodeWriter writer, AssemblyImage file, FieldDefinitionHandle handle)
    {
        var field = file.Reader.GetFieldDefinition(handle);
        if (field.GetRelativeVirtualAddress() is var address and > 0 && SizeOf(writer, field.DecodeSignature(file.Signatures, null)) is var size and > 0)
        {
            writer.Text.Write('D');
            WriteData(writer, file.DataAt(address), size);
        }
        else if (writer.IsGenerated(file.Defined(field.GetDeclaringType())))
        {
            writer.WriteNumber(file, handle);
        }
        else
        {
            writer.Text.Write(file.Reader.GetString(field.Name));
            writer.WriteType(field.DecodeSignature(file.Signatures, null), null);
            WriteStorage(writer, file, field);
        }
    }

    // The runtime uses these: the location of a static field, and whether it exists per thread.
    private static void WriteStorage(CodeWriter writer, AssemblyImage file, FieldDefinition field)
    {
        if ((field.Attributes & FieldAttributes.Static) == 0)
            return;

        foreach (var (space, name) in Storage)
        {
            if (file.HasAttribute(field.GetCustomAttributes(), space, name))
                writer.Text.Write(name);
        }
    }

    // The compiler chooses the name of such a field, so its content counts instead.
    private static void WriteData(CodeWriter writer, PEMemoryBlock data, int size) =>
        writer.Text.Write(data.GetReader(0, Math.Min(size, data.Length)).ReadBytes(Math.Min(size, data.Length)));

    // 0 for types whose size only the runtime knows.
    private static int SizeOf(CodeWriter writer, TypeSignature type) => type.Definition?.FullName switch
    {
        "System.Byte" or "System.SByte" or "System.Boolean" => 1,
        "System.Int16" or "System.UInt16" or "System.Char" => 2,
        "System.Int32" or "System.UInt32" or "System.Single" => 4,
        "System.Int64" or "System.UInt64" or "System.Double" => 8,
        _ => writer.Project(type)?.Definition.GetLayout().Size ?? 0,
    };
}
