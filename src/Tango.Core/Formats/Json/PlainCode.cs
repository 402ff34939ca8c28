using System.Buffers.Binary;
using System.Reflection;

namespace Tango.Formats.Json;

/// <summary>
/// Reads the instructions of accessors and constructors that only copy values to fields and back, as the compiler writes them for properties and records. Any other code is
/// reported as unknown.
/// </summary>
internal static class PlainCode
{
    private const byte Nop = 0x00;
    private const byte FirstArgument = 0x02;
    private const byte FourthArgument = 0x05;
    private const byte Argument = 0x0E;
    private const byte Call = 0x28;
    private const byte Return = 0x2A;
    private const byte ReadField = 0x7B;
    private const byte SetField = 0x7D;

    /// <summary>The field whose value a getter returns; null if unknown.</summary>
    public static FieldInfo? FieldReadBy(MethodInfo getter) =>
        Decode(getter) is [(Argument, 0), (ReadField, var field), (Return, _)] ? FieldOf(getter, field) : null;

    /// <summary>The field that a setter sets to its value; null if unknown.</summary>
    public static FieldInfo? FieldSetBy(MethodInfo setter) =>
        Decode(setter) is [(Argument, 0), (Argument, 1), (SetField, var field), (Return, _)] ? FieldOf(setter, field) : null;

    /// <summary>The fields that a constructor sets, with the positions of the parameters they are set to; null if unknown.</summary>
    public static Dictionary<FieldInfo, int>? FieldsSetBy(ConstructorInfo constructor)
    {
        if (Decode(constructor) is not { } instructions)
            return null;

        var fields = new Dictionary<FieldInfo, int>();
        var arguments = new List<int>();
        foreach (var (code, operand) in instructions)
        {
            switch (code)
            {
                case Argument:
                    arguments.Add(operand);
                    continue;
                case SetField when arguments is [0, > 0]:
                    fields[FieldOf(constructor, operand)] = arguments[1] - 1;
                    break;
                case Call when AddFieldsOfCalled(constructor, operand, arguments, fields):
                case Return when arguments.Count == 0:
                    break;
                default:
                    return null;
            }

            arguments.Clear();
        }

        return fields;
    }

    private static bool AddFieldsOfCalled(ConstructorInfo constructor, int token, List<int> arguments, Dictionary<FieldInfo, int> fields)
    {
        if (constructor.Module.ResolveMethod(token, TypeArgumentsOf(constructor), null) is not ConstructorInfo called || arguments is not [0, .. var given]
            || given.Count != called.GetParameters().Length || given.Contains(0))
        {
            return false;
        }

        if (called.DeclaringType == typeof(object))
            return true;

        if (FieldsSetBy(called) is not { } inner)
            return false;

        foreach (var (field, position) in inner)
            fields[field] = given[position] - 1;

        return true;
    }

    private static FieldInfo FieldOf(MethodBase method, int token) => method.Module.ResolveField(token, TypeArgumentsOf(method), null)!;

    private static Type[]? TypeArgumentsOf(MethodBase method) => method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;

    // Null if it contains an instruction that such methods do not have.
    private static List<(byte Code, int Operand)>? Decode(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var instructions = new List<(byte, int)>();
        for (var at = 0; at < code.Length; at++)
        {
            switch (code[at])
            {
                case Nop:
                    break;
                case >= FirstArgument and <= FourthArgument:
                    instructions.Add((Argument, code[at] - FirstArgument));
                    break;
                case Argument:
                    instructions.Add((Argument, code[++at]));
                    break;
                case Call or ReadField or SetField:
                    instructions.Add((code[at], BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at + 1))));
                    at += sizeof(int);
                    break;
                case Return:
                    instructions.Add((Return, 0));
                    break;
                default:
                    return null;
            }
        }

        return instructions.Count > 0 ? instructions : null;
    }
}
