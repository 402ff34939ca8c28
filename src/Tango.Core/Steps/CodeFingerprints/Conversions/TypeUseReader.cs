using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>Reads the types of variables, of fields, and of the operands of instructions.</summary>
internal sealed class TypeUseReader(MentionedTypeReader types)
{
    private readonly Dictionary<(AssemblyImage File, EntityHandle Handle), TypeUse> _known = [];

    internal TypeUse Read(TypeSignature type) => new(types.Read(type), types.ReadValue(type));

    internal TypeUse ReadType(AssemblyImage file, EntityHandle handle)
    {
        if (!_known.TryGetValue((file, handle), out var use))
            _known.Add((file, handle), use = Read(file.SignatureOf(handle)));

        return use;
    }

    internal TypeUse ReadField(AssemblyImage file, EntityHandle handle)
    {
        if (!_known.TryGetValue((file, handle), out var use))
            _known.Add((file, handle), use = Read(SignatureOf(file, handle)));

        return use;
    }

    private static TypeSignature SignatureOf(AssemblyImage file, EntityHandle field)
    {
        if (field.Kind == HandleKind.FieldDefinition)
            return file.Reader.GetFieldDefinition((FieldDefinitionHandle)field).DecodeSignature(file.Signatures, null);

        var reference = file.Reader.GetMemberReference((MemberReferenceHandle)field);
        var signature = reference.DecodeFieldSignature(file.Signatures, null);
        return reference.Parent.Kind == HandleKind.ModuleReference ? signature : signature.Substitute(file.SignatureOf(reference.Parent).TypeArguments);
    }
}
