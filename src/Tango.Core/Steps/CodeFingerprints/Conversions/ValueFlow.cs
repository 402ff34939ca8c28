using System.Reflection.Metadata;

namespace Tango.Steps.CodeFingerprints.Conversions;

/// <summary>The effects of one method's instructions on the stack, and the conversions: where a value is assigned to a parameter, variable, field, element or result of another type.</summary>
internal sealed class ValueFlow(ConversionRule rule, EvaluationStack stack, TypeUse[] arguments, TypeUse[] locals, MentionedTypes result)
{
    internal void Variable(ILOpCode instruction, int index)
    {
        switch (instruction)
        {
            case ILOpCode.Ldarg_s or ILOpCode.Ldarg:
                stack.Push(arguments[index].Value);
                break;
            case ILOpCode.Ldarga_s or ILOpCode.Ldarga:
                stack.Push(arguments[index].Declared);
                break;
            case ILOpCode.Starg_s or ILOpCode.Starg:
                Store(arguments[index].Declared);
                break;
            case ILOpCode.Ldloc_s or ILOpCode.Ldloc:
                stack.Push(locals[index].Value);
                break;
            case ILOpCode.Ldloca_s or ILOpCode.Ldloca:
                stack.Push(locals[index].Declared);
                break;
            default:
                Store(locals[index].Declared);
                break;
        }
    }

    internal void Plain(ILOpCode instruction)
    {
        switch (instruction)
        {
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3:
                stack.Push(arguments[instruction - ILOpCode.Ldarg_0].Value);
                break;
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                stack.Push(locals[instruction - ILOpCode.Ldloc_0].Value);
                break;
            case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3:
                Store(locals[instruction - ILOpCode.Stloc_0].Declared);
                break;
            case ILOpCode.Dup:
                var value = stack.Pop();
                stack.Push(value);
                stack.Push(value);
                break;
            case ILOpCode.Ldelem_ref:
                // An array counts as its elements, a reference as its target.
                stack.Pop();
                break;
            case ILOpCode.Ldind_ref:
                break;
            case ILOpCode.Stind_ref:
                StoreInto(between: 0);
                break;
            case ILOpCode.Stelem_ref:
                StoreInto(between: 1);
                break;
            case ILOpCode.Ret:
                rule.Convert(stack.Pop(), result);
                stack.End();
                break;
            case ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Endfinally or ILOpCode.Endfilter:
                stack.End();
                break;
            default:
                Apply(instruction);
                break;
        }
    }

    internal void Apply(ILOpCode instruction)
    {
        var (popped, pushed) = StackEffects.Get(instruction);
        stack.Pop(popped);
        for (var i = 0; i < pushed; i++)
            stack.Push(MentionedTypes.None);
    }

    internal void Field(ILOpCode instruction, TypeUse field)
    {
        switch (instruction)
        {
            case ILOpCode.Stfld or ILOpCode.Stsfld:
                Store(field.Declared);
                stack.Pop(instruction == ILOpCode.Stfld ? 1 : 0);
                break;
            case ILOpCode.Ldfld or ILOpCode.Ldsfld:
                stack.Pop(instruction == ILOpCode.Ldfld ? 1 : 0);
                stack.Push(field.Value);
                break;
            default:
                stack.Pop(instruction == ILOpCode.Ldflda ? 1 : 0);
                stack.Push(field.Declared);
                break;
        }
    }

    internal void Type(ILOpCode instruction, TypeUse type)
    {
        switch (instruction)
        {
            case ILOpCode.Castclass or ILOpCode.Isinst:
                // It is still the same object, whatever its static type is now.
                stack.Push(stack.Pop().Or(type.Declared));
                break;
            case ILOpCode.Unbox_any or ILOpCode.Ldobj:
                stack.Pop();
                stack.Push(type.Value);
                break;
            case ILOpCode.Box or ILOpCode.Newarr:
                stack.Pop();
                stack.Push(type.Declared);
                break;
            case ILOpCode.Ldelem or ILOpCode.Ldelema:
                stack.Pop(2);
                stack.Push(instruction == ILOpCode.Ldelem ? type.Value : type.Declared);
                break;
            default:
                Store(type.Declared);
                stack.Pop(instruction == ILOpCode.Stelem ? 2 : 1);
                break;
        }
    }

    internal void Call(ILOpCode instruction, MethodUse method)
    {
        if (method.DelegateSignature is { } signature && instruction == ILOpCode.Newobj)
        {
            rule.ConvertMethod(stack.Pop(), signature);
            stack.Pop();
            stack.Push(method.Result!);
            return;
        }

        for (var i = method.Parameters.Length - 1; i >= 0; i--)
        {
            var value = stack.Pop();
            if (!method.AsksForTextOnly)
                rule.Convert(value, method.Parameters[i]);
        }

        if (method.Receiver != ReceiverUse.None && instruction != ILOpCode.Newobj)
            rule.ConvertReceiver(stack.Pop(), method);

        if (method.Result is { } left && (instruction == ILOpCode.Newobj || !method.IsConstructor))
            stack.Push(left);
    }

    private void Store(MentionedTypes place) => rule.Convert(stack.Pop(), place);

    private void StoreInto(int between)
    {
        var value = stack.Pop();
        stack.Pop(between);
        rule.Convert(value, stack.Pop());
    }
}
