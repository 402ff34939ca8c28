using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>
/// Follows the types of values through a method, and reaches the types whose objects are converted to <c>object</c> or to a type of foreign code. C# emits no instruction for
/// that: it is visible only where a value is assigned to a parameter, variable, field, element or result of another type.
/// </summary>
internal sealed class ConversionReader
{
    private readonly CodeWriter _writer;
    private readonly CanonicalNames _names;
    private readonly MentionedTypeReader _types;
    private readonly TypeUseReader _uses;
    private readonly MethodUseReader _methods;
    private readonly ConversionRule _rule;
    private readonly EvaluationStack _stack = new();
    private AssemblyImage _file = null!;
    private DefinedType _holder = null!;
    private ValueFlow _flow = null!;

    internal ConversionReader(CodeWriter writer, AssemblySet assemblies, CanonicalNames names, ProjectSupertypes supertypes)
    {
        _writer = writer;
        _names = names;
        _types = new MentionedTypeReader(writer, names, supertypes);
        _uses = new TypeUseReader(_types);
        _methods = new MethodUseReader(writer, assemblies, _types);
        _rule = new ConversionRule(writer, _types, supertypes);
    }

    internal void Read(AssemblyImage file, MethodDefinitionHandle handle)
    {
        var method = file.Reader.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0 || GeneratedNames.IsCollection(file.NameOf(method.GetDeclaringType())))
            return;

        var body = file.BodyAt(method.RelativeVirtualAddress);
        Begin(file, method, body);
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            _stack.MoveTo(code.Offset);
            var first = code.ReadByte();
            Follow((ILOpCode)(first == InstructionOperands.TwoBytePrefix ? (first << 8) | code.ReadByte() : first), ref code);
        }
    }

    private void Begin(AssemblyImage file, MethodDefinition method, MethodBodyBlock body)
    {
        var signature = file.SignatureOf(method);
        _file = file;
        _holder = file.Defined(method.GetDeclaringType());
        _stack.Clear();
        var result = _types.Read(signature.ReturnType);
        var arguments = signature.ParameterTypes.Select(_uses.Read);
        if (signature.Header.IsInstance)
        {
            var self = _types.Read(file.SignatureOf(method.GetDeclaringType()));
            arguments = arguments.Prepend(new TypeUse(self, self));
        }

        var locals = body.LocalSignature.IsNil ? [] : file.Reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(file.Signatures, null);
        _flow = new ValueFlow(_rule, _stack, [.. arguments], [.. locals.Select(_uses.Read)], result);
        foreach (var region in body.ExceptionRegions)
        {
            if (region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
                _stack.Expect(region.HandlerOffset, region.Kind == ExceptionRegionKind.Catch ? _uses.ReadType(file, region.CatchType).Value : MentionedTypes.None);

            if (region.Kind == ExceptionRegionKind.Filter)
                _stack.Expect(region.FilterOffset, MentionedTypes.None);
        }
    }

    private void Follow(ILOpCode instruction, ref BlobReader code)
    {
        var operand = (int)instruction < 0x100 ? InstructionOperands.OneByte((int)instruction) : InstructionOperands.TwoBytes((int)instruction & 0xFF);
        switch (operand)
        {
            case InstructionOperands.Token:
                FollowToken(instruction, MetadataTokens.Handle(code.ReadInt32()));
                break;
            case InstructionOperands.Switch:
                FollowSwitch(ref code);
                break;
            case 1 or 4 when instruction.IsBranch():
                var offset = operand == 1 ? code.ReadSByte() : code.ReadInt32();
                FollowBranch(instruction, code.Offset + offset);
                break;
            case 1 or 2 when IsVariable(instruction):
                _flow.Variable(instruction, operand == 1 ? code.ReadByte() : code.ReadUInt16());
                break;
            default:
                code.Offset += operand;
                _flow.Plain(instruction);
                break;
        }
    }

    private void FollowSwitch(ref BlobReader code)
    {
        _stack.Pop();
        var count = code.ReadInt32();
        var end = code.Offset + (count * sizeof(int));
        for (var i = 0; i < count; i++)
            _stack.Jump(end + code.ReadInt32());
    }

    private void FollowBranch(ILOpCode instruction, int target)
    {
        switch (instruction)
        {
            case ILOpCode.Leave or ILOpCode.Leave_s:
                _stack.End();
                break;
            case ILOpCode.Br or ILOpCode.Br_s:
                _stack.Jump(target);
                _stack.End();
                break;
            default:
                _stack.Pop(instruction is ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Brfalse or ILOpCode.Brfalse_s ? 1 : 2);
                _stack.Jump(target);
                break;
        }
    }

    private static bool IsVariable(ILOpCode instruction) => instruction
        is (>= ILOpCode.Ldarg_s and <= ILOpCode.Stloc_s)
        or (>= ILOpCode.Ldarg and <= ILOpCode.Stloc);

    private void FollowToken(ILOpCode instruction, Handle handle)
    {
        switch (instruction)
        {
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj:
                Call(instruction, _methods.Read(_file, (EntityHandle)handle));
                break;
            case ILOpCode.Calli:
                _stack.Pop();
                Call(instruction, _methods.Read(_file, (EntityHandle)handle));
                break;
            case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                _stack.Pop(instruction == ILOpCode.Ldvirtftn ? 1 : 0);
                var method = _methods.Read(_file, (EntityHandle)handle);
                ReachTarget(method);
                _stack.Push(method.Signature);
                break;
            case ILOpCode.Ldtoken:
                FollowLoaded(handle);
                _flow.Apply(instruction);
                break;
            case ILOpCode.Jmp:
                _stack.End();
                break;
            case >= ILOpCode.Ldfld and <= ILOpCode.Stsfld:
                _flow.Field(instruction, _uses.ReadField(_file, (EntityHandle)handle));
                break;
            case ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox_any or ILOpCode.Box or ILOpCode.Newarr or ILOpCode.Ldobj
                or ILOpCode.Ldelem or ILOpCode.Ldelema or ILOpCode.Stelem or ILOpCode.Stobj:
                _flow.Type(instruction, _uses.ReadType(_file, (EntityHandle)handle));
                break;
            default:
                _flow.Apply(instruction);
                break;
        }
    }

    private void Call(ILOpCode instruction, MethodUse method)
    {
        if (method.ReadsCaller)
            CheckCaller();

        _flow.Call(instruction, method);
    }

    // Expression trees load the methods that they call.
    private void FollowLoaded(Handle handle)
    {
        if (handle.Kind is HandleKind.MethodDefinition or HandleKind.MethodSpecification
            || (handle.Kind == HandleKind.MemberReference && _file.Reader.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Method))
        {
            ReachTarget(_methods.Read(_file, (EntityHandle)handle));
        }
    }

    private void ReachTarget(MethodUse method)
    {
        if (method.Holder is { } holder)
            _writer.ReachTypes(holder, CodeNodeKind.Target);
    }

    // In generated members of a lambda or an iterator it is the declaring type.
    private void CheckCaller()
    {
        var type = _holder;
        while (_names.Get(type) is null && type.Definition.GetDeclaringType() is { IsNil: false } outer)
            type = type.Assembly.Defined(outer);

        _writer.ReachTypes(type.Assembly.SignatureOf(type.Handle), CodeNodeKind.Reflected);
    }
}
