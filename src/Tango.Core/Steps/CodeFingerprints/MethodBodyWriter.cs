using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>Writes methods: signature, locals, exception regions, and the instructions with every token replaced by the text of its member.</summary>
internal static class MethodBodyWriter
{
    private const MethodAttributes Meaningful =
        MethodAttributes.Static | MethodAttributes.Virtual | MethodAttributes.Abstract | MethodAttributes.PinvokeImpl | MethodAttributes.NewSlot;

    private const int LoadToken = 0xD0;
    private const int NewObject = 0x73;

    internal static void Write(CodeWriter writer, AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        writer.Text.Write((int)(method.Attributes & Meaningful));
        writer.Text.Write((int)method.ImplAttributes);
        writer.WriteSignature(file.SignatureOf(method));
        if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
            WriteImport(writer, file, method.GetImport());

        MarshallingWriter.WriteMethod(writer, file, method);
        if (method.RelativeVirtualAddress != 0)
        {
            // The equality of every record refers to its own type in this way, and does not examine it.
            var loaded = file.Reader.StringComparer.Equals(method.Name, "get_EqualityContract") ? CodeNodeKind.Constructed : CodeNodeKind.Reflected;
            WriteBody(writer, file, file.BodyAt(method.RelativeVirtualAddress), loaded);
        }
    }

    private static void WriteImport(CodeWriter writer, AssemblyImage file, MethodImport import)
    {
        writer.Text.Write((int)import.Attributes);
        writer.Text.Write(file.Reader.GetString(import.Name));
        writer.Text.Write(file.Reader.GetString(file.Reader.GetModuleReference(import.Module).Name));
    }

    private static void WriteBody(CodeWriter writer, AssemblyImage file, MethodBodyBlock body, CodeNodeKind loaded)
    {
        writer.Text.Write(body.LocalVariablesInitialized ? '0' : '-');
        if (!body.LocalSignature.IsNil)
        {
            var locals = file.Reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(file.Signatures, null);
            writer.Text.Write(locals.Length);
            foreach (var local in locals)
                writer.WriteType(local, null);
        }

        foreach (var region in body.ExceptionRegions)
            WriteRegion(writer, file, region);

        WriteInstructions(writer, file, body.GetILReader(), loaded);
    }

    private static void WriteRegion(CodeWriter writer, AssemblyImage file, ExceptionRegion region)
    {
        writer.Text.Write((int)region.Kind);
        writer.Text.Write(region.TryOffset);
        writer.Text.Write(region.TryLength);
        writer.Text.Write(region.HandlerOffset);
        writer.Text.Write(region.HandlerLength);
        writer.Text.Write(region.FilterOffset);
        if (region.Kind == ExceptionRegionKind.Catch)
            writer.WriteType(file.SignatureOf(region.CatchType), null);
    }

    private static void WriteInstructions(CodeWriter writer, AssemblyImage file, BlobReader code, CodeNodeKind loaded)
    {
        writer.Text.Write(code.Length);
        while (code.RemainingBytes > 0)
        {
            var opcode = (int)code.ReadByte();
            writer.Text.Write((byte)opcode);
            var isPrefixed = opcode == InstructionOperands.TwoBytePrefix;
            if (isPrefixed)
            {
                opcode = code.ReadByte();
                writer.Text.Write((byte)opcode);
            }

            switch (isPrefixed ? InstructionOperands.TwoBytes(opcode) : InstructionOperands.OneByte(opcode))
            {
                case InstructionOperands.Token:
                    WriteToken(writer, file, code.ReadInt32(), isPrefixed ? 0 : opcode, loaded);
                    break;
                case InstructionOperands.Switch:
                    CopySwitch(writer.Text, ref code);
                    break;
                case var size:
                    Copy(writer.Text, ref code, size);
                    break;
            }
        }
    }

    private static void CopySwitch(UnitText text, ref BlobReader code)
    {
        var branches = code.ReadInt32();
        text.Write(branches);
        Copy(text, ref code, branches * sizeof(int));
    }

    private static void Copy(UnitText text, ref BlobReader code, int size)
    {
        for (var i = 0; i < size; i++)
            text.Write(code.ReadByte());
    }

    private static void WriteToken(CodeWriter writer, AssemblyImage file, int token, int opcode, CodeNodeKind loaded)
    {
        var handle = MetadataTokens.Handle(token);
        if (handle.Kind == HandleKind.UserString)
        {
            writer.Text.Write(file.Reader.GetUserString((UserStringHandle)handle));
            return;
        }

        var reach = opcode switch
        {
            LoadToken => loaded,
            NewObject => CodeNodeKind.Constructed,
            _ => CodeNodeKind.Initialized,
        };
        var key = (uint)token | ((long)reach << 32);
        if (!writer.TryReplay(file, key))
        {
            var start = writer.BeginToken();
            WriteEntity(writer, file, (EntityHandle)handle, reach);
            writer.EndToken(file, key, start);
        }
    }

    // Expression trees load the constructors that they call, and return the new objects as object.
    private static CodeNodeKind ReachOfLoaded(AssemblyImage file, EntityHandle method)
    {
        var name = method.Kind switch
        {
            HandleKind.MethodDefinition => file.Reader.GetMethodDefinition((MethodDefinitionHandle)method).Name,
            HandleKind.MemberReference => file.Reader.GetMemberReference((MemberReferenceHandle)method).Name,
            _ => default,
        };
        return file.Reader.StringComparer.Equals(name, ".ctor") ? CodeNodeKind.Reflected : CodeNodeKind.Initialized;
    }

    private static void WriteEntity(CodeWriter writer, AssemblyImage file, EntityHandle handle, CodeNodeKind reach)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                // Whatever an instruction does with a type (box it, cast to it, call through it), instances of it may exist.
                writer.WriteType(file.SignatureOf(handle), reach == CodeNodeKind.Initialized ? CodeNodeKind.Constructed : reach);
                break;
            case HandleKind.StandaloneSignature:
                var signature = file.Reader.GetStandaloneSignature((StandaloneSignatureHandle)handle);
                var called = signature.DecodeMethodSignature(file.Signatures, null);
                writer.WriteSignature(called);
                MarshallingWriter.WriteCall(writer, file, called.Header);
                break;
            case HandleKind.FieldDefinition:
                FieldWriter.Write(writer, file, handle);
                break;
            case HandleKind.MemberReference when file.Reader.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Field:
                FieldWriter.Write(writer, file, handle);
                break;
            default:
                writer.WriteMethod(file, handle, reach == CodeNodeKind.Reflected ? ReachOfLoaded(file, handle) : reach);
                AssemblyQueryWriter.Write(writer, file, handle);
                break;
        }
    }
}
